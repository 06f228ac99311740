package studio.greenroom.query.projection;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import studio.greenroom.kernel.stream.EventConsumer;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.query.database.QueryDatabase;

/**
 * Runs every projection. Starting ends when each one is live, so what is started later, such as the web server, never
 * shows a read model that is still being built.
 */
@Component
public class Projections implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Projections.class);
    private static final int PHASE_OF_CONSUMERS = 20;
    private static final Duration TAKE_OVER_EVERY = Duration.ofMillis(250);
    private static final Duration TIDY_EVERY = Duration.ofSeconds(30);
    /** How long a start lets a projection read nothing for the same trouble, or fail to go live, before it gives up. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    /** A projection at work. */
    record Running(Projection projection, ProjectionSink sink, EventConsumer consumer) {}

    private final List<Projection> projections;
    private final EventConsumers consumers;
    private final QueryDatabase database;
    private final Versions versions;
    private final ParkedEvents parked;
    private final TopicEnd topicEnd;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Tracing tracing;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private volatile @Nullable Disposable tidying;

    public Projections(
            List<Projection> projections,
            EventConsumers consumers,
            QueryDatabase database,
            Versions versions,
            ParkedEvents parked,
            TopicEnd topicEnd,
            MeterRegistry meters,
            Clock clock,
            Tracing tracing) {
        this.projections = projections;
        this.consumers = consumers;
        this.database = database;
        this.versions = versions;
        this.parked = parked;
        this.topicEnd = topicEnd;
        this.meters = meters;
        this.clock = clock;
        this.tracing = tracing;
    }

    List<Running> running() {
        return List.copyOf(running);
    }

    /** The sink whose consumer has this name, if it runs here. */
    public Optional<ProjectionSink> sink(String consumer) {
        return running.stream()
                .map(Running::sink)
                .filter(sink -> sink.version().consumer().equals(consumer))
                .findFirst();
    }

    @Override
    public void start() {
        Flux.fromIterable(projections).concatMap(versions::prepare).then().block();
        for (Projection projection : projections) {
            ProjectionSink sink = new ProjectionSink(projection, database, versions, parked, meters, clock, tracing);
            EventConsumer consumer = consumers.open(sink.version().consumer(), sink);
            running.add(new Running(projection, sink, consumer));
            consumer.start();
        }
        Flux.fromIterable(running).flatMap(this::untilLive).then().block();
        tidying = Flux.interval(TIDY_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> versions.dropRetired().onErrorResume(error -> {
                    log.warn("Old read models are kept a little longer: {}", error.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }

    private Mono<Void> untilLive(Running one) {
        ProjectionVersion version = one.sink().version();
        Mono<Boolean> caughtUp = new Marks(versions.tables(version))
                .all()
                .flatMap(topicEnd::behind)
                .map(behind -> behind == 0);
        AtomicLong well = new AtomicLong(System.nanoTime());
        return Mono.defer(() -> versions.takeOver(version, caughtUp))
                .doOnNext(live -> {
                    if (live
                            || one.consumer().trouble() == null
                            || one.consumer().waits()) {
                        well.set(System.nanoTime());
                    } else if (System.nanoTime() - well.get() > STUCK.toNanos()) {
                        throw new StuckException(version.name(), one.consumer().trouble());
                    }
                })
                .doOnError(error -> log.warn("Projection {} is not live yet: {}", version.name(), error.toString()))
                .retryWhen(Retry.fixedDelay(STUCK.dividedBy(TAKE_OVER_EVERY), TAKE_OVER_EVERY)
                        .filter(error -> !(error instanceof StuckException))
                        .transientErrors(true)
                        .onRetryExhaustedThrow((retry, last) -> new StuckException(
                                version.name(), String.valueOf(last.failure().getMessage()))))
                .repeatWhen(done -> done.delayElements(TAKE_OVER_EVERY))
                .takeUntil(live -> live)
                .then();
    }

    /** A start that can not succeed. */
    private static final class StuckException extends RuntimeException {

        StuckException(String projection, String trouble) {
            super("The projection " + projection + " could not be read for a minute: " + trouble);
        }
    }

    @Override
    public void stop() {
        if (tidying != null) {
            tidying.dispose();
        }
        running.forEach(one -> one.consumer().close());
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE_OF_CONSUMERS;
    }
}
