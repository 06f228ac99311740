@NullMarked
package studio.greenroom.kernel.stream;

import org.jspecify.annotations.NullMarked;
