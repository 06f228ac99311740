@NullMarked
package studio.greenroom.command.relay;

import org.jspecify.annotations.NullMarked;
