@NullMarked
package studio.greenroom.saga.provider;

import org.jspecify.annotations.NullMarked;
