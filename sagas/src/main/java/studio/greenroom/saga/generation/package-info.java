@NullMarked
package studio.greenroom.saga.generation;

import org.jspecify.annotations.NullMarked;
