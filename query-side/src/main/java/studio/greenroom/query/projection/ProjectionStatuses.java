package studio.greenroom.query.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.query.projection.RunningProjections.Running;

/** How the projections are, for people, health checks and metrics. */
@Component
public class ProjectionStatuses implements AutoCloseable {

    /**
     * One projection.
     *
     * @param version  of the code here
     * @param build    of what people read: 0 for its first, else the id of the rebuild that made it
     * @param position of the last event it has taken
     * @param behind   events that it has yet to take; null when Kafka does not tell
     * @param state    {@code live}, {@code building}, {@code down}, or {@code replaced} when people read what newer
     *     code made
     * @param errors   events that are parked
     * @param trouble  why it is down; null when it is not
     * @param rebuild  its last rebuild; null when it never had one
     */
    public record Status(
            String name,
            int version,
            long build,
            long position,
            @Nullable Long behind,
            String state,
            long errors,
            @Nullable String trouble,
            @Nullable Rebuild rebuild) {}

    private static final Duration MEASURE_EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Projection> projections;
    private final RunningProjections running;
    private final Rebuilds rebuilds;
    private final Versions versions;
    private final ParkedEvents parked;
    private final TopicEnd topicEnd;
    private final MeterRegistry meters;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final Disposable measuring;

    public ProjectionStatuses(
            List<Projection> projections,
            RunningProjections running,
            Rebuilds rebuilds,
            Versions versions,
            ParkedEvents parked,
            TopicEnd topicEnd,
            MeterRegistry meters) {
        this.projections = projections;
        this.running = running;
        this.rebuilds = rebuilds;
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
                .flatMapMany(counts -> Flux.fromIterable(projections).concatMap(one -> status(one, counts)));
    }

    private Mono<Status> status(Projection projection, Map<String, Long> parkedCounts) {
        ProjectionVersion first = ProjectionVersion.of(projection);
        return versions.current(projection.name())
                .map(live -> status(projection, live, live.version() == first.version() ? live : first, parkedCounts))
                .defaultIfEmpty(status(projection, null, first, parkedCounts))
                .flatMap(status -> status);
    }

    /** @param shown what this code has of it: the live version if that is its own */
    private Mono<Status> status(
            Projection projection,
            @Nullable ProjectionVersion live,
            ProjectionVersion shown,
            Map<String, Long> parkedCounts) {
        if (live != null && live.version() > projection.version()) {
            return Mono.just(
                    new Status(projection.name(), projection.version(), 0, 0, null, "replaced", 0, null, null));
        }
        Running here = running.of(shown);
        String trouble = here == null ? null : here.consumer().trouble();
        String state = trouble != null ? "down" : shown.equals(live) ? "live" : "building";
        return new Marks(versions.tables(shown))
                .all()
                .flatMap(marks -> Mono.zip(
                        behind(marks),
                        rebuilds.last(projection.name()).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        (behind, rebuild) -> new Status(
                                shown.name(),
                                shown.version(),
                                shown.build(),
                                marks.values().stream()
                                        .mapToLong(Mark::position)
                                        .max()
                                        .orElse(0),
                                behind < 0 ? null : behind,
                                state,
                                parkedCounts.getOrDefault(shown.consumer(), 0L),
                                trouble,
                                rebuild.orElse(null))));
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
