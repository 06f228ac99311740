@NullMarked
package studio.greenroom.kernel.id;

import org.jspecify.annotations.NullMarked;
