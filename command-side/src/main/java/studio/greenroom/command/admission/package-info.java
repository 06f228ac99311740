/** Who may ask for another generation now, what is the same request again, and what a month has cost. */
@NullMarked
package studio.greenroom.command.admission;

import org.jspecify.annotations.NullMarked;
