package studio.greenroom.query.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.query.projection.Projections.Running;

/** How the projections are, for people, health checks and metrics. */
@Component
public class ProjectionStatuses implements AutoCloseable {

    /**
     * One projection.
     *
     * @param position of the last event it has taken
     * @param behind   events that it has yet to take; null when Kafka does not tell
     * @param state    {@code live}, {@code building} or {@code down}
     * @param errors   events that are parked
     * @param trouble  why it is down; null when it is not
     */
    public record Status(
            String name,
            int version,
            long position,
            @Nullable Long behind,
            String state,
            long errors,
            @Nullable String trouble) {}

    private static final Duration MEASURE_EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Projections projections;
    private final Versions versions;
    private final ParkedEvents parked;
    private final TopicEnd topicEnd;
    private final MeterRegistry meters;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final Disposable measuring;

    public ProjectionStatuses(
            Projections projections, Versions versions, ParkedEvents parked, TopicEnd topicEnd, MeterRegistry meters) {
        this.projections = projections;
        this.versions = versions;
        this.parked = parked;
        this.topicEnd = topicEnd;
        this.meters = meters;
        measuring = Flux.interval(MEASURE_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> all().doOnNext(this::measure).onErrorResume(error -> Mono.empty()))
                .subscribe();
    }

    public Flux<Status> all() {
        return parked.counts()
                .flatMapMany(counts -> Flux.fromIterable(projections.running()).concatMap(one -> status(one, counts)));
    }

    private Mono<Status> status(Running one, Map<String, Long> parkedCounts) {
        ProjectionVersion version = one.sink().version();
        String trouble = one.consumer().trouble();
        return Mono.zip(new Marks(versions.tables(version)).all(), versions.isLive(version))
                .flatMap(known -> behind(known.getT1())
                        .map(behind -> new Status(
                                version.name(),
                                version.version(),
                                known.getT1().values().stream()
                                        .mapToLong(Mark::position)
                                        .max()
                                        .orElse(0),
                                behind < 0 ? null : behind,
                                trouble != null ? "down" : known.getT2() ? "live" : "building",
                                parkedCounts.getOrDefault(version.consumer(), 0L),
                                trouble)));
    }

    private Mono<Long> behind(Map<Integer, Mark> marks) {
        return topicEnd.behind(marks).timeout(PATIENCE).onErrorComplete().defaultIfEmpty(-1L);
    }

    private void measure(Status status) {
        if (status.behind() != null) {
            gauge("greenroom.projection.lag", status.name()).set(status.behind());
        }
        gauge("greenroom.projection.parked", status.name()).set(status.errors());
    }

    private AtomicLong gauge(String name, String projection) {
        return gauges.computeIfAbsent(
                name + projection, key -> meters.gauge(name, Tags.of("projection", projection), new AtomicLong()));
    }

    @Override
    public void close() {
        measuring.dispose();
    }
}
