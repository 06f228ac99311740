package studio.greenroom.saga.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be done and waits for a person: an event that was parked, or a command that was refused.
 *
 * @param position the event's; null for a command
 */
public record DeadLetter(
        String id,
        String consumer,
        @Nullable Long position,
        String type,
        String streamId,
        String error,
        int tries,
        Instant parkedAt) {}
