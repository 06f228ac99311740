@NullMarked
package studio.greenroom.command.artist;

import org.jspecify.annotations.NullMarked;
