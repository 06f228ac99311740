/** Greenroom in one process: the commands of its terminal, and the start of everything. */
@NullMarked
package studio.greenroom.standalone;

import org.jspecify.annotations.NullMarked;
