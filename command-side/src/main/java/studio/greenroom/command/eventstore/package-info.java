@NullMarked
package studio.greenroom.command.eventstore;

import org.jspecify.annotations.NullMarked;
