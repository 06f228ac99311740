/** Lines on a terminal, live where it can be. */
@NullMarked
package studio.greenroom.standalone.terminal;

import org.jspecify.annotations.NullMarked;
