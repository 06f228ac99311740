@NullMarked
package studio.greenroom.saga.loop;

import org.jspecify.annotations.NullMarked;
