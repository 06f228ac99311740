@NullMarked
package studio.greenroom.kernel.problem;

import org.jspecify.annotations.NullMarked;
