package studio.greenroom.query.projection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs every projection. Starting ends when each one is live, so what is started later, such as the web server, never
 * shows a read model that is still being built. From then on this node keeps up to date whatever versions of its code
 * there are: rebuilds come and go while it runs.
 */
@Component
public class Projections implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Projections.class);
    private static final int PHASE_OF_CONSUMERS = 20;
    private static final Duration TAKE_OVER_EVERY = Duration.ofMillis(250);
    private static final Duration FOLLOW_EVERY = Duration.ofMillis(500);
    private static final Duration TIDY_EVERY = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    /** How long a start lets a projection read nothing for the same trouble, or fail to go live, before it gives up. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final List<Projection> projections;
    private final Versions versions;
    private final RunningProjections running;
    private final RebuildFollower follower;
    private final RebuildLoader loader;
    private final TopicEnd topicEnd;
    private volatile Disposable work = Disposables.disposed();

    Projections(
            List<Projection> projections,
            Versions versions,
            RunningProjections running,
            RebuildFollower follower,
            RebuildLoader loader,
            TopicEnd topicEnd) {
        this.projections = projections;
        this.versions = versions;
        this.running = running;
        this.follower = follower;
        this.loader = loader;
        this.topicEnd = topicEnd;
    }

    @Override
    public void start() {
        for (Projection projection : projections) {
            versions.prepare(projection).doOnNext(running::open).block();
        }
        Flux.fromIterable(running.all()).flatMap(this::untilLive).then().block();
        work = Disposables.composite(
                always(FOLLOW_EVERY, "Rebuilds wait", follower::follow),
                always(TIDY_EVERY, "Old read models are kept a little longer", versions.schemas()::dropRetired));
    }

    private static Disposable always(Duration every, String otherwise, Supplier<Mono<Void>> work) {
        return Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(tick -> work.get().onErrorResume(error -> {
                    log.warn("{}: {}", otherwise, error.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }

    private Mono<Void> untilLive(RunningProjections.Running one) {
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
        work.dispose();
        loader.stop().timeout(STOP_PATIENCE).onErrorComplete().block();
        running.keep(List.of());
    }

    @Override
    public boolean isRunning() {
        return !running.all().isEmpty() || !work.isDisposed();
    }

    @Override
    public int getPhase() {
        return PHASE_OF_CONSUMERS;
    }
}
