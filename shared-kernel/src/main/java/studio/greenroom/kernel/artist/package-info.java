@NullMarked
package studio.greenroom.kernel.artist;

import org.jspecify.annotations.NullMarked;
