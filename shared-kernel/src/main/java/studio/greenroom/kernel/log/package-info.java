@NullMarked
package studio.greenroom.kernel.log;

import org.jspecify.annotations.NullMarked;
