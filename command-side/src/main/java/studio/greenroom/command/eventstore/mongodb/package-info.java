/** The event store in MongoDB. */
@NullMarked
package studio.greenroom.command.eventstore.mongodb;

import org.jspecify.annotations.NullMarked;
