package studio.greenroom.command.eventstore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;

/** Reading the event store: only what is committed for good. Calls block, and throw when the store does not answer. */
public interface EventLog {

    /** Events that are read at once, where all are read. */
    int PAGE = 1_000;

    /** A stream's events after a revision, at most {@code limit}; fewer only where the stream ends. */
    List<Envelope> stream(String streamId, long afterRevision, int limit);

    /**
     * The store's events after a position in its order, at most {@code limit}: nothing can appear before them later.
     * Never empty while there are any.
     *
     * @param limit at least {@link Commit#MAX_EVENTS}
     */
    List<Envelope> tail(long afterPosition, int limit);

    /**
     * All events after a position, in the store's order, up to its end as it is found: read as they are taken, so that
     * few are in memory at once. To be closed.
     */
    default Stream<Envelope> all(long afterPosition) {
        return Stream.iterate(
                        tail(afterPosition, PAGE),
                        page -> !page.isEmpty(),
                        page -> tail(page.get(page.size() - 1).position(), PAGE))
                .flatMap(List::stream);
    }

    Optional<Envelope> at(String streamId, long revision);

    /** The event at a position; empty beyond the end. */
    default Optional<Envelope> at(long position) {
        return tail(position - 1, Commit.MAX_EVENTS).stream().findFirst();
    }

    /** The first event of a command. */
    Optional<Envelope> firstOf(String commandId);

    /** What a command left behind, if it is committed. */
    Optional<Receipt> receipt(String commandId);

    /**
     * What a command's Idempotency-Key is answered with, when that is kept in its commit. A store that shares a
     * transaction with {@link StoredAnswers} writes it there instead.
     */
    default Optional<StoredAnswer> answer(String commandId) {
        return Optional.empty();
    }

    /** Where a stream ends; empty when there is no such stream. */
    Optional<Receipt> end(String streamId);

    /** The position of the last event; 0 when there is none. */
    long head();
}
