package studio.greenroom.query.projection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.stream.EventReplay;
import studio.greenroom.kernel.stream.Wire;

/**
 * Loads rebuilds from the topic's beginning to its end, in transactions far larger than those of whoever follows it:
 * events are folded in memory, new rows are copied, indexes are made at the end. One process at a time has a rebuild;
 * should it stall while another goes on, the marks keep it from writing.
 */
@Component
class RebuildLoader {

    private static final Logger log = LoggerFactory.getLogger(RebuildLoader.class);

    private final Rebuilds rebuilds;
    private final Versions versions;
    private final ProjectionSinks sinks;
    private final EventReplay replay;
    private final TopicEnd topicEnd;
    private final RebuildSettings settings;
    private final String worker;
    private final Map<Long, Disposable> loading = new ConcurrentHashMap<>();

    RebuildLoader(
            Rebuilds rebuilds,
            Versions versions,
            ProjectionSinks sinks,
            EventReplay replay,
            TopicEnd topicEnd,
            RebuildSettings settings,
            Ids ids) {
        this.rebuilds = rebuilds;
        this.versions = versions;
        this.sinks = sinks;
        this.replay = replay;
        this.topicEnd = topicEnd;
        this.settings = settings;
        this.worker = ids.next("prc");
    }

    /** Begins to load the rebuild, unless that is going on here or elsewhere. */
    void load(Projection projection, ProjectionVersion build) {
        loading.computeIfAbsent(
                build.build(),
                id -> Mono.defer(() -> rebuilds.claim(id, worker, settings.lease()))
                        .filter(claimed -> claimed)
                        .flatMap(claimed -> claimedNow(projection, build))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                                .maxBackoff(Duration.ofSeconds(5))
                                .transientErrors(true)
                                .filter(error -> !(error instanceof RebuildHalted))
                                .doBeforeRetry(again -> log.warn(
                                        "Loading {} begins anew: {}",
                                        build,
                                        again.failure().toString())))
                        .onErrorResume(RebuildHalted.class, halted -> Mono.empty())
                        .doFinally(ended -> loading.remove(id))
                        .subscribeOn(Schedulers.parallel())
                        .subscribe());
    }

    private Mono<Void> claimedNow(Projection projection, ProjectionVersion build) {
        return Mono.using(
                () -> beating(build.build()).subscribe(), beating -> session(projection, build), Disposable::dispose);
    }

    private Mono<Void> session(Projection projection, ProjectionVersion build) {
        RebuildSink sink = sinks.loading(projection, build);
        return sink.assigned(IntStream.range(0, Wire.PARTITIONS).boxed().toList())
                .flatMapMany(marks -> replay.after(marks, settings.batch()))
                .concatMap(sink::accept, 1)
                .then(Mono.defer(() -> versions.schemas().makeIndexes(projection, build)))
                .then(Mono.defer(() -> rebuilds.loaded(build.build())));
    }

    /** Keeps the lease, and looks how much there is to do. */
    private Flux<Void> beating(long id) {
        return Flux.interval(Duration.ZERO, settings.lease().dividedBy(10))
                .onBackpressureDrop()
                .concatMap(tick -> rebuilds.claim(id, worker, settings.lease())
                        .then(topicEnd.published())
                        .flatMap(total -> rebuilds.total(id, total))
                        .onErrorComplete());
    }

    /** Leaves what it has to whoever comes next. */
    Mono<Void> stop() {
        halt();
        return rebuilds.release(worker).onErrorComplete();
    }

    void halt() {
        loading.values().forEach(Disposable::dispose);
    }
}
