@NullMarked
package studio.greenroom.kernel.command;

import org.jspecify.annotations.NullMarked;
