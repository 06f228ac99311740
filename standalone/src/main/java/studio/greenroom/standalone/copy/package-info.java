/** {@code ./greenroom copy-store}: from one event store to the other. */
@NullMarked
package studio.greenroom.standalone.copy;

import org.jspecify.annotations.NullMarked;
