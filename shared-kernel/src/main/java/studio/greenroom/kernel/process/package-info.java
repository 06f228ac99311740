@NullMarked
package studio.greenroom.kernel.process;

import org.jspecify.annotations.NullMarked;
