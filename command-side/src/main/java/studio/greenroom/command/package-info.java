@NullMarked
package studio.greenroom.command;

import org.jspecify.annotations.NullMarked;
