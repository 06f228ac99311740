/** {@code ./greenroom verify}: what is derived is computed again from the log, by other code, and compared. */
@NullMarked
package studio.greenroom.standalone.verify;

import org.jspecify.annotations.NullMarked;
