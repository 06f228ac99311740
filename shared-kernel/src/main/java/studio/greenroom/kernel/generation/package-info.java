@NullMarked
package studio.greenroom.kernel.generation;

import org.jspecify.annotations.NullMarked;
