@NullMarked
package studio.greenroom.kernel.event;

import org.jspecify.annotations.NullMarked;
