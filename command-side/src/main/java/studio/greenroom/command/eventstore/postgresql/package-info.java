/** The event store in PostgreSQL. */
@NullMarked
package studio.greenroom.command.eventstore.postgresql;

import org.jspecify.annotations.NullMarked;
