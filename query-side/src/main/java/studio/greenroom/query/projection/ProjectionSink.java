package studio.greenroom.query.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.log.LogContext;
import studio.greenroom.kernel.stream.Delay;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventSink;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.query.database.QueryDatabase;

/**
 * Takes events into one projection version: a batch, its parked events and its marks in one transaction, which begins
 * by locking the marks. A batch that fails is repeated one event per transaction, so that only the event that is to
 * blame is parked, with all later ones of its stream.
 */
public final class ProjectionSink implements EventSink {

    private static final Logger log = LoggerFactory.getLogger(ProjectionSink.class);
    /** Longer than any statement may take: beyond it the server has gone without saying so. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Mark NEVER_ASSIGNED = new Mark(-1, -1);

    private final Projection projection;
    private final ProjectionVersion version;
    private final QueryDatabase database;
    private final Versions versions;
    private final ParkedEvents parked;
    private final Tables tables;
    private final Marks marks;
    private final Counter events;
    private final Delay delay;
    private final ProjectionSpans spans;
    private final Map<Integer, Mark> lastWritten = new ConcurrentHashMap<>();
    private volatile boolean live;
    /**
     * Whether something of this consumer was parked when it was first assigned, or since. Only whoever has a partition
     * parks, and moves its mark with it, which another sink would notice: so a no can be believed without a look. A yes
     * stays, since this sink itself may be about to park while it is assigned anew.
     */
    private volatile boolean mayHaveParked;

    public ProjectionSink(
            Projection projection,
            Tables tables,
            QueryDatabase database,
            Versions versions,
            ParkedEvents parked,
            MeterRegistry meters,
            Clock clock,
            Tracing tracing) {
        this.projection = projection;
        this.version = tables.version();
        this.database = database;
        this.versions = versions;
        this.parked = parked;
        this.tables = tables;
        this.marks = new Marks(tables);
        this.events = meters.counter("greenroom.projection.events", "projection", projection.name());
        this.delay = new Delay(
                Timer.builder("greenroom.projection.delay")
                        .tag("projection", projection.name())
                        .description("From an event's time until a read model has it")
                        .register(meters),
                clock);
        this.spans = new ProjectionSpans(projection, tracing);
    }

    public ProjectionVersion version() {
        return version;
    }

    @Override
    public Mono<Map<Integer, Mark>> assigned(Collection<Integer> partitions) {
        return marks.open(partitions)
                .doOnNext(read -> {
                    lastWritten.clear();
                    lastWritten.putAll(read);
                })
                .delayUntil(read ->
                        parked.any(version.consumer()).filter(any -> any).doOnNext(any -> mayHaveParked = true))
                .delayUntil(read -> projection.restarted(version, partitions))
                .map(read -> read.entrySet().stream()
                        .filter(mark -> mark.getValue().position() > 0)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Mono<Void> accept(List<Delivered> delivered) {
        return taken(delivered).onErrorResume(Faults::ofTheEvent, failure -> {
            log.warn("{} repeats {} events one by one: {}", version.consumer(), delivered.size(), failure.toString());
            return Flux.fromIterable(delivered)
                    .concatMap(one ->
                            taken(List.of(one)).onErrorResume(Faults::ofTheEvent, fault -> parkedInstead(one, fault)))
                    .then();
        });
    }

    private Mono<Void> taken(List<Delivered> delivered) {
        return taken(delivered, events -> Mono.empty());
    }

    /** @param also what else belongs to the transaction, told how many events are new */
    Mono<Void> taken(List<Delivered> delivered, LongFunction<Mono<Void>> also) {
        return Mono.defer(() -> {
                    Instant began = spans.now();
                    Map<Integer, Mark> before = lastWritten(delivered);
                    Batch batch = Batch.after(before, delivered);
                    return database.inTransaction(marks.move(before, batch.marks())
                            .then(tables.aside(Mono.just(batch)).flatMap(this::take))
                            .delayUntil(applied -> also.apply(batch.events().size()))
                            .flatMap(applied -> isLive().map(now -> new Taken(batch, applied, now, began))));
                })
                .timeout(PATIENCE)
                .flatMap(this::committed);
    }

    /** Parks what follows a parked event of its stream and lets the projection apply the rest. */
    private Mono<Applied> take(Batch batch) {
        if (batch.events().isEmpty()) {
            return Mono.just(new Applied(List.of(), List.of()));
        }
        if (!mayHaveParked) {
            return apply(batch.events());
        }
        return parked.streams(version.consumer(), batch.streams()).flatMap(blocked -> {
            List<Envelope> following = new ArrayList<>();
            List<Envelope> free = new ArrayList<>();
            batch.events().forEach(event -> (blocked.contains(event.streamId()) ? following : free).add(event));
            return parked.park(version.consumer(), following, "An earlier event of this stream is parked", 0)
                    .then(apply(free));
        });
    }

    private Mono<Applied> apply(List<Envelope> envelopes) {
        return projection.apply(tables, envelopes).map(documents -> new Applied(envelopes, documents));
    }

    private Mono<Void> parkedInstead(Delivered one, Throwable fault) {
        try (LogContext context = LogContext.of(one.envelope())) {
            log.error(
                    "{} parks event {} {} of {}",
                    version.consumer(),
                    one.envelope().position(),
                    one.envelope().type(),
                    one.envelope().streamId(),
                    fault);
        }
        mayHaveParked = true;
        return Mono.defer(() -> {
                    Map<Integer, Mark> before = lastWritten(List.of(one));
                    Batch batch = Batch.after(before, List.of(one));
                    return database.inTransaction(marks.move(before, batch.marks())
                            .then(parked.park(version.consumer(), batch.events(), fault.toString(), 1))
                            .thenReturn(batch));
                })
                .doOnNext(batch -> {
                    lastWritten.putAll(batch.marks());
                    if (live) {
                        spans.parked(one.envelope());
                    }
                })
                .then();
    }

    /** Once live stays live for this process: writing to the cache of a replaced version harms nobody. */
    Mono<Boolean> isLive() {
        return live ? Mono.just(true) : versions.isLive(version).doOnNext(now -> live = now);
    }

    private Mono<Void> committed(Taken taken) {
        lastWritten.putAll(taken.batch().marks());
        events.increment(taken.batch().events().size());
        delay.arrived(taken.batch().events());
        if (!taken.live()) {
            return Mono.empty();
        }
        spans.taken(taken.applied().events(), taken.began());
        return projection.committed(
                version, taken.applied().documents(), taken.batch().owners());
    }

    /**
     * Takes the parked events of a stream in their order, each in a transaction of its own, until one fails again.
     *
     * @return how many were taken
     */
    public Mono<Long> retry(String streamId) {
        return Mono.defer(() -> retryFirst(streamId, spans.now()))
                .repeat()
                .takeUntil(taken -> !taken)
                .filter(taken -> taken)
                .count();
    }

    private Mono<Boolean> retryFirst(String streamId, Instant began) {
        return parked.first(version.consumer(), streamId)
                .flatMap(first -> {
                    int partition = Wire.partition(first.getValue().owner());
                    Mono<Taken> again = marks.hold(Set.of(partition))
                            .then(parked.remove(first.getKey()))
                            .filter(removed -> removed > 0)
                            .flatMap(removed -> apply(List.of(first.getValue())))
                            .flatMap(applied -> isLive().map(now ->
                                    new Taken(new Batch(List.of(first.getValue()), Map.of()), applied, now, began)));
                    return database.inTransaction(again)
                            .flatMap(this::committed)
                            .thenReturn(true)
                            .onErrorResume(
                                    Faults::ofTheEvent,
                                    fault -> parked.failedAgain(first.getKey(), fault.toString())
                                            .then(Mono.error(fault)));
                })
                .defaultIfEmpty(false);
    }

    private Map<Integer, Mark> lastWritten(List<Delivered> delivered) {
        Map<Integer, Mark> expected = new HashMap<>();
        delivered.forEach(d -> expected.put(d.partition(), lastWritten.getOrDefault(d.partition(), NEVER_ASSIGNED)));
        return expected;
    }

    private record Applied(List<Envelope> events, List<Document> documents) {}

    private record Taken(Batch batch, Applied applied, boolean live, Instant began) {}
}
