@NullMarked
package studio.greenroom.kernel.internal;

import org.jspecify.annotations.NullMarked;
