@NullMarked
package studio.greenroom.kernel.http;

import org.jspecify.annotations.NullMarked;
