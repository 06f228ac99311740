@NullMarked
package studio.greenroom.saga.attempt;

import org.jspecify.annotations.NullMarked;
