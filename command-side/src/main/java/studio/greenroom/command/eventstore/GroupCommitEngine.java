package studio.greenroom.command.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCatalog;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;

/**
 * Axon's storage interface over the event store. It appends and reads streams; the tail is the relay's alone, so
 * tokens are not offered. A unit of work appends once, to one stream: one command, one aggregate, one commit.
 */
@Component
public class GroupCommitEngine implements EventStorageEngine {

    private static final int PAGE = 1_000;
    private static final String APPENDED = GroupCommitEngine.class.getName() + ".appended";

    /** When a stream's event of that revision occurred, so that the next one is not earlier. */
    private record LastOccurred(long revision, Instant at) {}

    private final Appender appender;
    private final EventLog log;
    private final Ids ids;
    private final Clock clock;
    private final Tracing tracing;
    private final Cache<String, LastOccurred> lastOccurred =
            Caffeine.newBuilder().maximumSize(100_000).build();

    public GroupCommitEngine(Appender appender, EventLog log, Ids ids, Clock clock, Tracing tracing) {
        this.appender = appender;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
        if (unit.resources().putIfAbsent(APPENDED, true) != null) {
            throw new IllegalStateException("A command changes one aggregate in one commit; this one appends twice");
        }
        Dispatch dispatch = Dispatch.of(unit.getMessage());
        List<Envelope> envelopes = envelopes(events, dispatch.cause());
        Envelope last = envelopes.get(envelopes.size() - 1);
        StoredAnswer answer =
                dispatch.answer() == null ? null : dispatch.answer().of(last.streamId(), last.revision());
        Instant began = tracing.now();
        long position = appender.append(new Commit(envelopes, answer));
        tracing.done(last.correlationId(), began, () -> append(last.at(position), envelopes.size()));
        lastOccurred.put(last.streamId(), new LastOccurred(last.revision(), last.occurredAt()));
        unit.afterCommit(u -> dispatch.committed(last.at(position)));
    }

    private static Work append(Envelope last, long events) {
        return Work.of(Work.Kind.INSIDE, "append", SpanIds.ofCommand(last.commandId()), null)
                .with("greenroom.stream.id", last.streamId())
                .with("greenroom.position", last.position())
                .with("greenroom.events", events);
    }

    private List<Envelope> envelopes(List<? extends EventMessage<?>> events, Cause cause) {
        List<Envelope> envelopes = new ArrayList<>(events.size());
        Instant now = null;
        for (EventMessage<?> message : events) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) message;
            long revision = event.getSequenceNumber() + 1;
            if (now == null) {
                now = notBefore(event.getAggregateIdentifier(), revision - 1);
            } else if (!event.getAggregateIdentifier().equals(envelopes.get(0).streamId())) {
                throw new IllegalStateException("A command changes one aggregate; this one changes two");
            }
            envelopes.add(envelope((DomainEvent) event.getPayload(), revision, now, cause, envelopes.size()));
        }
        return envelopes;
    }

    private Envelope envelope(DomainEvent event, long revision, Instant now, Cause cause, int ordinal) {
        EventCatalog.Entry entry = EventCatalog.of(event);
        EventCodec.Parts parts = EventCodec.write(event);
        int size = parts.payload().length + (parts.personal() == null ? 0 : parts.personal().length);
        if (size > Commit.MAX_EVENT) {
            throw new IllegalStateException(entry.type() + " has " + size + " bytes, more than " + Commit.MAX_EVENT);
        }
        return new Envelope(
                0,
                ids.next(Ids.EVENT),
                event.streamId(),
                entry.streamType(),
                revision,
                entry.type(),
                entry.revision(),
                now,
                cause.owner(),
                cause.actor(),
                cause.commandId(),
                ordinal,
                cause.correlationId(),
                cause.causationId(),
                cause.operationId(),
                parts.payload(),
                parts.personal(),
                null);
    }

    /** The clock's time, or that of the stream's last event where the clock has gone back. Microseconds. */
    private Instant notBefore(String streamId, long lastRevision) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (lastRevision == 0) {
            return now;
        }
        LastOccurred last = lastOccurred.getIfPresent(streamId);
        Instant before = last != null && last.revision() == lastRevision
                ? last.at()
                : log.at(streamId, lastRevision).map(Envelope::occurredAt).orElse(now);
        return now.isBefore(before) ? before : now;
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Pages pages = new Pages(aggregateIdentifier, firstSequenceNumber);
        return DomainEventStream.of(
                Stream.iterate(pages.next(), e -> e != null, e -> pages.next()).map(this::message),
                pages::lastSequenceNumber);
    }

    private DomainEventMessage<?> message(Envelope envelope) {
        lastOccurred.put(envelope.streamId(), new LastOccurred(envelope.revision(), envelope.occurredAt()));
        return new GenericDomainEventMessage<>(
                envelope.streamType(),
                envelope.streamId(),
                envelope.revision() - 1,
                EventCodec.read(envelope),
                MetaData.with(Dispatch.OWNER, envelope.owner()),
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
