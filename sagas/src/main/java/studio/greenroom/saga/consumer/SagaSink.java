package studio.greenroom.saga.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.log.LogContext;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventSink;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.PositionLostException;

/**
 * Where events meet sagas: one transaction for a whole batch. When an event fails in it, the batch is repeated with a
 * transaction for each event, and what fails alone is parked with its sequence. A database that does not answer is no
 * fault of an event: then the consumer subscribes anew and everything comes again.
 */
public final class SagaSink implements EventSink, AutoCloseable {

    public static final String CONSUMER = "sagas";
    private static final Logger log = LoggerFactory.getLogger(SagaSink.class);

    private final SagaTransaction transaction;
    private final Timer lag;
    private final Clock clock;
    /** One thread that may block: sagas of all partitions are handled one batch after another. */
    private final Scheduler jdbc = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "saga-consumer", 60, true);

    private final Map<Integer, Mark> expected = new ConcurrentHashMap<>();

    public SagaSink(SagaTransaction transaction, Clock clock, MeterRegistry meters) {
        this.transaction = transaction;
        this.clock = clock;
        this.lag = Timer.builder("greenroom.saga.lag")
                .description("From an event's time to the commit of what sagas made of it")
                .register(meters);
    }

    @Override
    public Mono<Map<Integer, Mark>> assigned(Collection<Integer> partitions) {
        return Mono.fromCallable(() -> {
                    Map<Integer, Mark> marks = transaction.marks(partitions);
                    expected.putAll(marks);
                    Map<Integer, Mark> known = new HashMap<>(marks);
                    known.values().removeIf(mark -> mark.position() == 0);
                    return known;
                })
                .subscribeOn(jdbc);
    }

    @Override
    public Mono<Void> accept(List<Delivered> batch) {
        return Mono.<Void>fromRunnable(() -> take(batch)).subscribeOn(jdbc);
    }

    /** Handles a parked event and what is parked behind it. Answers whether all went well; nothing when it is gone. */
    public Mono<Boolean> retry(long parkedId) {
        return Mono.fromCallable(() -> transaction.retry(parkedId)).subscribeOn(jdbc);
    }

    @Override
    public void close() {
        jdbc.dispose();
    }

    private void take(List<Delivered> batch) {
        List<Delivered> fresh = batch.stream().filter(this::isNew).toList();
        if (fresh.isEmpty()) {
            return;
        }
        try {
            commit(fresh);
        } catch (PoisonedEventException e) {
            log.warn("A batch of {} is repeated event by event: {}", fresh.size(), e.getMessage());
            fresh.forEach(this::takeAlone);
        }
        lag.record(Duration.between(fresh.get(fresh.size() - 1).envelope().occurredAt(), clock.instant()));
    }

    private void takeAlone(Delivered event) {
        try (LogContext context = LogContext.of(event.envelope())) {
            takeOrPark(event);
        }
    }

    private void takeOrPark(Delivered event) {
        try {
            commit(List.of(event));
        } catch (PoisonedEventException e) {
            log.error(
                    "Parked, with all that follows of {}: {}", event.envelope().streamId(), e.getMessage(), e);
            Map<Integer, Mark> after = after(List.of(event));
            transaction.park(event, String.valueOf(e.getCause()), before(after), after);
            expected.putAll(after);
        }
    }

    private void commit(List<Delivered> events) {
        Map<Integer, Mark> after = after(events);
        transaction.run(events, before(after), after);
        expected.putAll(after);
    }

    private boolean isNew(Delivered event) {
        Mark mark = expected.get(event.partition());
        if (mark == null) {
            throw new PositionLostException(CONSUMER, event.partition());
        }
        return event.envelope().position() > mark.position();
    }

    private Map<Integer, Mark> before(Map<Integer, Mark> after) {
        Map<Integer, Mark> before = new HashMap<>();
        after.keySet().forEach(partition -> before.put(partition, expected.get(partition)));
        return before;
    }

    private static Map<Integer, Mark> after(List<Delivered> events) {
        Map<Integer, Mark> after = new HashMap<>();
        events.forEach(e -> after.put(e.partition(), new Mark(e.envelope().position(), e.offset())));
        return after;
    }
}
