@NullMarked
package studio.greenroom.kernel.trace;

import org.jspecify.annotations.NullMarked;
