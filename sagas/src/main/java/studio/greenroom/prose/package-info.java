@NullMarked
package studio.greenroom.prose;

import org.jspecify.annotations.NullMarked;
