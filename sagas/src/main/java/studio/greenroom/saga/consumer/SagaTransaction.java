package studio.greenroom.saga.consumer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.modelling.saga.ResourceInjector;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.attempt.Attempts;
import studio.greenroom.saga.database.DatabaseFault;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.generation.GenerationSaga;
import studio.greenroom.saga.generation.RetryPolicies;
import studio.greenroom.saga.outbox.Outbox;
import studio.greenroom.saga.provider.Assignments;
import studio.greenroom.saga.timer.Timers;
import tools.jackson.core.JacksonException;

/** Sagas, outbox, attempts, timers and positions of some events in one transaction. */
public final class SagaTransaction {

    /** The streams whose events lead to sagas. */
    private static final Set<String> STREAM_TYPES = Set.of("generation");

    /** What sagas had something to do for, and the generations that ended by it. */
    private record Handled(List<Envelope> events, Set<String> abandoned) {

        static final Handled NOTHING = new Handled(List.of(), Set.of());
    }

    private final SagaDatabase.Session database;
    private final Positions positions;
    private final Parked parked;
    private final SagaTables sagas;
    private final Outbox outbox;
    private final Attempts attempts;
    private final Timers timers;
    private final RetryPolicies policies;
    private final Assignments assignments;
    private final Supplier<String> sagaIds;
    private final AfterCommit afterCommit;
    private final SagaSpans spans;

    public SagaTransaction(
            String consumer,
            SagaDatabase.Session database,
            RetryPolicies policies,
            Assignments assignments,
            Supplier<String> sagaIds,
            AfterCommit afterCommit,
            Tracing tracing) {
        this.database = database;
        this.positions = new Positions(consumer, database.jdbc());
        this.parked = new Parked(consumer, database.jdbc());
        this.sagas = new SagaTables(database.jdbc());
        this.outbox = new Outbox(database);
        this.attempts = new Attempts(database);
        this.timers = new Timers(database);
        this.policies = policies;
        this.assignments = assignments;
        this.sagaIds = sagaIds;
        this.afterCommit = afterCommit;
        this.spans = new SagaSpans(tracing);
    }

    Map<Integer, Mark> marks(Collection<Integer> partitions) {
        return database.computeInTransaction(() -> positions.read(partitions));
    }

    /** @throws PoisonedEventException when one of the events can not be handled; nothing was written */
    void run(List<Delivered> events, Map<Integer, Mark> before, Map<Integer, Mark> after) {
        Instant began = spans.now();
        Handled done = database.computeInTransaction(() -> {
            positions.lock(before);
            Handled handled = handle(
                    events.stream().filter(SagaTransaction::concernsSagas).toList());
            positions.write(after);
            return handled;
        });
        committed(done, began);
    }

    private void committed(Handled handled, Instant began) {
        spans.handled(handled.events(), began);
        afterCommit.committed(handled.abandoned());
    }

    void park(Delivered event, String error, Map<Integer, Mark> before, Map<Integer, Mark> after) {
        Instant began = spans.now();
        database.inTransaction(() -> {
            positions.lock(before);
            parked.add(event.partition(), event.envelope(), error);
            positions.write(after);
        });
        spans.parked(event.envelope(), began);
    }

    /**
     * Handles a parked event and all that is parked behind it, until one fails.
     *
     * @return whether all of it went well; null when the event is not parked
     */
    @Nullable
    Boolean retry(long parkedId) {
        List<Parked.Row> sequence = parked.sequenceOf(parkedId);
        if (sequence.isEmpty()) {
            return null;
        }
        for (Parked.Row row : sequence) {
            try {
                retry(row);
            } catch (PoisonedEventException e) {
                parked.failedAgain(row.id(), String.valueOf(e.getCause()));
                return false;
            }
        }
        return true;
    }

    private void retry(Parked.Row row) {
        Instant began = spans.now();
        Handled done = database.computeInTransaction(() -> {
            positions.lock(row.partition());
            if (!parked.remove(row.id())) {
                return Handled.NOTHING;
            }
            Set<String> generation = Set.of(row.event().streamId());
            SagaBatch batch = load(generation, row.event());
            runner(batch).handle(read(row.event()));
            write(batch, row.event());
            return new Handled(List.of(row.event()), batch.abandoned());
        });
        committed(done, began);
    }

    private Handled handle(List<Delivered> events) {
        if (events.isEmpty()) {
            return Handled.NOTHING;
        }
        List<Envelope> handled = new ArrayList<>();
        Set<String> generations =
                events.stream().map(e -> e.envelope().streamId()).collect(Collectors.toSet());
        Set<String> stuck = parked.among(generations);
        SagaBatch batch = load(generations, events.get(0).envelope());
        SagaRunner runner = runner(batch);
        for (Delivered event : events) {
            if (stuck.contains(event.envelope().streamId())) {
                parked.add(event.partition(), event.envelope(), Parked.BEHIND);
            } else if (runner.handle(read(event.envelope()))) {
                handled.add(event.envelope());
            }
        }
        write(batch, events.get(0).envelope());
        return new Handled(handled, batch.abandoned());
    }

    private SagaBatch load(Set<String> generations, Envelope event) {
        try {
            return sagas.load(generations);
        } catch (JacksonException unreadableState) {
            throw new PoisonedEventException(event, unreadableState);
        }
    }

    private SagaRunner runner(SagaBatch batch) {
        ResourceInjector injector = saga -> ((GenerationSaga) saga).equip(batch, policies, assignments);
        return new SagaRunner(batch, injector, sagaIds);
    }

    private void write(SagaBatch batch, Envelope event) {
        try {
            sagas.write(batch);
            outbox.add(batch.commands());
            attempts.open(batch.calls());
            attempts.abandon(batch.abandoned());
            timers.cancel(batch.cancelledTimers());
            timers.set(batch.timers());
        } catch (RuntimeException e) {
            throw DatabaseFault.isPassing(e) ? e : new PoisonedEventException(event, e);
        }
    }

    private static boolean concernsSagas(Delivered event) {
        return STREAM_TYPES.contains(event.envelope().streamType());
    }

    private static Recorded read(Envelope envelope) {
        try {
            return Recorded.read(envelope);
        } catch (RuntimeException e) {
            throw new PoisonedEventException(envelope, e);
        }
    }
}
