/** Who makes things, as sagas have told. */
@NullMarked
package studio.greenroom.command.offer;

import org.jspecify.annotations.NullMarked;
