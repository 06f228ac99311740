@NullMarked
package studio.greenroom.art;

import org.jspecify.annotations.NullMarked;
