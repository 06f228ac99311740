@NullMarked
package studio.greenroom.command.generation;

import org.jspecify.annotations.NullMarked;
