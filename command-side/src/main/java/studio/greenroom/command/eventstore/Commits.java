package studio.greenroom.command.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
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
 * From what a unit of work has applied to a commit, and from stored events to what Axon sources an aggregate from. A unit
 * of work appends once, to one stream: one command, one aggregate, one commit.
 */
@Component
public class Commits {

    private static final String APPENDED = Commits.class.getName() + ".appended";

    /** When a stream's event of that revision occurred, so that the next one is not earlier. */
    private record LastOccurred(long revision, Instant at) {}

    private final Appender appender;
    private final EventLog log;
    private final Ids ids;
    private final Clock clock;
    private final Tracing tracing;
    private final Cache<String, LastOccurred> lastOccurred =
            Caffeine.newBuilder().maximumSize(100_000).build();

    public Commits(Appender appender, EventLog log, Ids ids, Clock clock, Tracing tracing) {
        this.appender = appender;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** Of the unit of work that the calling thread is in, before it commits. */
    public void append(List<? extends EventMessage<?>> events) {
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
        tracing.done(last.correlationId(), began, () -> work(last.at(position), envelopes.size()));
        lastOccurred.put(last.streamId(), new LastOccurred(last.revision(), last.occurredAt()));
        unit.afterCommit(u -> dispatch.committed(last.at(position)));
    }

    private static Work work(Envelope last, long events) {
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
            if (envelopes.size() == Commit.MAX_EVENTS) {
                throw new IllegalStateException("A command leads to " + Commit.MAX_EVENTS + " events at most");
            }
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

    /**
     * A stored event as Axon sources an aggregate from it. Remembers when it occurred, since most often the next thing is
     * to append after it.
     *
     * @param expected the revision that comes next in its stream
     * @throws NoSuchElementException when it is another one, which fails the load
     */
    public DomainEventMessage<?> message(Envelope envelope, long expected) {
        if (envelope.revision() != expected) {
            throw new NoSuchElementException("Revision " + expected + " of " + envelope.streamId() + " is missing");
        }
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
}
