@NullMarked
package studio.greenroom.kernel;

import org.jspecify.annotations.NullMarked;
