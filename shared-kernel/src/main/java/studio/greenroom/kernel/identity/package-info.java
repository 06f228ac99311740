@NullMarked
package studio.greenroom.kernel.identity;

import org.jspecify.annotations.NullMarked;
