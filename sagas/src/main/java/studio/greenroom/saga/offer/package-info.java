/** Telling command-side who makes things. */
@NullMarked
package studio.greenroom.saga.offer;

import org.jspecify.annotations.NullMarked;
