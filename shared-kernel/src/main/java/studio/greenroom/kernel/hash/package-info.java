/** Hashes, as ids, ETags and comparisons need them. */
@NullMarked
package studio.greenroom.kernel.hash;

import org.jspecify.annotations.NullMarked;
