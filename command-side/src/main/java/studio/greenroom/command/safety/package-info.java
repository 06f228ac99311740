/** What may not be asked for. */
@NullMarked
package studio.greenroom.command.safety;

import org.jspecify.annotations.NullMarked;
