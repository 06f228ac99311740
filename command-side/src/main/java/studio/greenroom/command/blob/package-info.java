@NullMarked
package studio.greenroom.command.blob;

import org.jspecify.annotations.NullMarked;
