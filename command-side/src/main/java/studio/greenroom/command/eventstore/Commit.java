package studio.greenroom.command.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;

/**
 * What one command writes, whole or not at all.
 *
 * @param events of one stream and one command, at least one, without positions yet
 * @param answer what an Idempotency-Key is answered from now on; null when the command came without one
 */
public record Commit(List<Envelope> events, @Nullable StoredAnswer answer) {

    /** Events above which a commit is refused. */
    public static final int MAX_EVENTS = 50;

    /** Bytes above which an event is refused. */
    public static final int MAX_EVENT = 256 * 1024;

    public Envelope first() {
        return events.get(0);
    }

    public Envelope last() {
        return events.get(events.size() - 1);
    }
}
