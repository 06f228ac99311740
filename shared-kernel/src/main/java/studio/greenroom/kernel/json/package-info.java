@NullMarked
package studio.greenroom.kernel.json;

import org.jspecify.annotations.NullMarked;
