@NullMarked
package studio.greenroom.saga.provider.openai;

import org.jspecify.annotations.NullMarked;
