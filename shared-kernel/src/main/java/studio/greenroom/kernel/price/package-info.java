@NullMarked
package studio.greenroom.kernel.price;

import org.jspecify.annotations.NullMarked;
