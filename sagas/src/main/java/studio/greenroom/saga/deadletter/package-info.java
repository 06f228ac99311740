@NullMarked
package studio.greenroom.saga.deadletter;

import org.jspecify.annotations.NullMarked;
