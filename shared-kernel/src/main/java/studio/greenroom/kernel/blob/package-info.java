@NullMarked
package studio.greenroom.kernel.blob;

import org.jspecify.annotations.NullMarked;
