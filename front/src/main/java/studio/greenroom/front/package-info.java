@NullMarked
package studio.greenroom.front;

import org.jspecify.annotations.NullMarked;
