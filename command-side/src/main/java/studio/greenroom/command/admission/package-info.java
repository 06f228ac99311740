/** Who may ask for another generation now. */
@NullMarked
package studio.greenroom.command.admission;

import org.jspecify.annotations.NullMarked;
