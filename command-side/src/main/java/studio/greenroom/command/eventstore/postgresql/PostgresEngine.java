package studio.greenroom.command.eventstore.postgresql;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.SnapshotStore;
import studio.greenroom.command.eventstore.Snapshots;
import studio.greenroom.kernel.event.Envelope;

/**
 * Axon's storage interface over the table of events. It appends and reads streams; the tail is the relay's alone, so
 * tokens are not offered.
 */
final class PostgresEngine implements EventStorageEngine {

    private static final int PAGE = 1_000;

    private final Commits commits;
    private final EventLog log;
    private final SnapshotStore store;
    private final Snapshots snapshots;

    PostgresEngine(Commits commits, EventLog log, SnapshotStore store, Snapshots snapshots) {
        this.commits = commits;
        this.log = log;
        this.store = store;
        this.snapshots = snapshots;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        commits.append(events);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Pages pages = new Pages(aggregateIdentifier, firstSequenceNumber);
        return DomainEventStream.of(
                Stream.<@Nullable DomainEventMessage<?>>iterate(pages.next(), e -> e != null, e -> pages.next()),
                pages::lastSequenceNumber);
    }

    /** A stream, a page at a time. */
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
        DomainEventMessage<?> next() {
            if (!page.hasNext() && more) {
                List<Envelope> events = log.stream(streamId, revision, PAGE);
                more = events.size() == PAGE;
                page = events.iterator();
            }
            return page.hasNext() ? commits.message(page.next(), ++revision) : null;
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
        return store.newest(aggregateIdentifier).flatMap(snapshots::message);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        store.keep(snapshots.of(snapshot));
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        throw new UnsupportedOperationException("The tail is the relay's alone");
    }
}
