@NullMarked
package studio.greenroom.saga.timer;

import org.jspecify.annotations.NullMarked;
