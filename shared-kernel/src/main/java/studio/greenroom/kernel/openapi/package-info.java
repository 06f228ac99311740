@NullMarked
package studio.greenroom.kernel.openapi;

import org.jspecify.annotations.NullMarked;
