@NullMarked
package studio.greenroom.kernel.settings;

import org.jspecify.annotations.NullMarked;
