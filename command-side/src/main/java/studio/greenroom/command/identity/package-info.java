@NullMarked
package studio.greenroom.command.identity;

import org.jspecify.annotations.NullMarked;
