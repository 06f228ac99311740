@NullMarked
package studio.greenroom.command.internal;

import org.jspecify.annotations.NullMarked;
