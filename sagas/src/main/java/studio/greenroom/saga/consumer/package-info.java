@NullMarked
package studio.greenroom.saga.consumer;

import org.jspecify.annotations.NullMarked;
