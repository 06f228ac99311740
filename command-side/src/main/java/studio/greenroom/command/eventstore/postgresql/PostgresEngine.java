package studio.greenroom.command.eventstore.postgresql;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCodec;

/**
 * Axon's storage interface over the table of events. It appends and reads streams; the tail is the relay's alone, so
 * tokens are not offered.
 */
public final class PostgresEngine implements EventStorageEngine {

    private static final int PAGE = 1_000;

    private final Commits commits;
    private final EventLog log;

    public PostgresEngine(Commits commits, EventLog log) {
        this.commits = commits;
        this.log = log;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        commits.append(events);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Pages pages = new Pages(aggregateIdentifier, firstSequenceNumber);
        return DomainEventStream.of(
                Stream.iterate(pages.next(), e -> e != null, e -> pages.next()).map(this::message),
                pages::lastSequenceNumber);
    }

    private DomainEventMessage<?> message(Envelope envelope) {
        commits.seen(envelope);
        return new GenericDomainEventMessage<>(
                envelope.streamType(),
                envelope.streamId(),
                envelope.revision() - 1,
                EventCodec.read(envelope),
                commits.metaData(envelope),
                envelope.eventId(),
                envelope.occurredAt());
    }

    /** A stream, a page at a time, and contiguous: a missing revision fails the load. */
    private final class Pages {

        private final String streamId;
        private long revision;
        private Iterator<Envelope> page = List.<Envelope>of().iterator();
        private boolean more = true;

        Pages(String streamId, long firstSequenceNumber) {
            this.streamId = streamId;
            this.revision = firstSequenceNumber;
        }

        @Nullable
        Envelope next() {
            if (!page.hasNext() && more) {
                List<Envelope> events = log.stream(streamId, revision, PAGE);
                more = events.size() == PAGE;
                page = events.iterator();
            }
            if (!page.hasNext()) {
                return null;
            }
            Envelope next = page.next();
            if (next.revision() != ++revision) {
                throw new NoSuchElementException("Revision " + revision + " of " + streamId + " is missing");
            }
            return next;
        }

        long lastSequenceNumber() {
            return revision - 1;
        }
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return log.end(aggregateIdentifier).map(end -> end.revision() - 1);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("Snapshots are not taken: aggregates are cached");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        throw new UnsupportedOperationException("The tail is the relay's alone");
    }
}
