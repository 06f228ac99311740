@NullMarked
package studio.greenroom.kernel.signal;

import org.jspecify.annotations.NullMarked;
