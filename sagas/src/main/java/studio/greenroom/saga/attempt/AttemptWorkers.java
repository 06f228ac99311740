package studio.greenroom.saga.attempt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.attempt.RunningCalls.Running;
import studio.greenroom.saga.database.DatabaseFault;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.loop.Loop;
import studio.greenroom.saga.provider.Details;
import studio.greenroom.saga.provider.Provider;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;

/**
 * Calls providers for attempt rows, a few at a time for each provider. A row is committed as calling before the call,
 * and its lease is renewed while the call lasts; whoever finds a lease expired closes the attempt as unknown.
 */
public final class AttemptWorkers implements SmartLifecycle {

    private static final int PHASE = 30;
    /** Rows of forgotten providers, and calls of the dead, at a time. */
    private static final int STRAYS = 16;

    private static final long PAUSE_MILLIS = 200;
    private static final Logger log = LoggerFactory.getLogger(AttemptWorkers.class);

    private final Attempts attempts;
    private final Providers providers;
    private final AttemptCall call;
    private final GenerationSettings settings;
    private final Supplier<String> tokens;
    private final ProgressReports reports;
    private final Breakers breakers;
    private final AttemptMeters meters;
    private final Bell bell;
    private final Bell outboxBell;
    private final Map<String, Semaphore> lanes = new TreeMap<>();
    private final RunningCalls running;
    private final Loop loop;
    private long renewedAt = System.nanoTime();
    private long straysAt = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private volatile boolean closing;
    private volatile boolean closed;
    private @Nullable ExecutorService pool;

    public AttemptWorkers(
            Attempts attempts,
            Providers providers,
            BlobStore blobs,
            PromptLibrary library,
            GenerationSettings settings,
            Supplier<String> tokens,
            ProgressReports reports,
            Breakers breakers,
            AttemptMeters meters,
            Bell bell,
            Bell outboxBell,
            Tracing tracing) {
        this.attempts = attempts;
        this.providers = providers;
        this.call = new AttemptCall(providers, blobs, library, tracing);
        this.settings = settings;
        this.tokens = tokens;
        this.reports = reports;
        this.breakers = breakers;
        this.meters = meters;
        this.bell = bell;
        this.outboxBell = outboxBell;
        this.running = new RunningCalls(attempts, settings.lease());
        this.loop = new Loop("saga-attempts", bell, this::round);
        providers.names().forEach(name -> lanes.put(name, new Semaphore(settings.workersPerProvider())));
    }

    @Override
    public synchronized void start() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("attempt-");
        threads.setDaemon(true);
        pool = Executors.newCachedThreadPool(threads);
        closing = false;
        closed = false;
        loop.start();
    }

    /** Claims nothing more and gives running calls their grace; what is not done by then is left to its lease. */
    @Override
    public synchronized void stop() {
        closing = true;
        long end = System.nanoTime() + settings.shutdownGrace().toNanos();
        while (running.size() > 0 && System.nanoTime() < end && pause()) {
            bell.ring();
        }
        closed = true;
        loop.stop(settings.poll().plusSeconds(1));
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** These generations have ended: a call that can be stopped is stopped. */
    public void ended(Set<String> generations) {
        running.ended(generations);
    }

    private Duration round() {
        if (System.nanoTime() - renewedAt >= settings.renewal().toNanos()) {
            running.renew();
            renewedAt = System.nanoTime();
        }
        if (!closing) {
            lanes.forEach(this::claim);
            // The bell rings for every call that is ordered or ends; nobody is in a hurry for these.
            if (System.nanoTime() - straysAt >= settings.poll().toNanos()) {
                closeDead();
                closeOrphans();
                straysAt = System.nanoTime();
            }
        }
        return settings.poll();
    }

    private void claim(String provider, Semaphore lane) {
        int free = lane.drainPermits();
        List<Leased> claimed = List.of();
        try {
            claimed = free == 0
                    ? claimed
                    : attempts.claim(provider, settings.workersPerProvider(), tokens(free), settings.lease());
        } finally {
            lane.release(free - claimed.size());
        }
        claimed.forEach(attempt -> launch(attempt, lane));
    }

    private void launch(Leased attempt, Semaphore lane) {
        Optional<? extends Provider> provider =
                providers.find(attempt.order().request().kind(), attempt.order().provider());
        Running call = new Running(attempt, caller -> provider.ifPresent(its -> its.stop(caller)));
        running.add(call);
        Objects.requireNonNull(pool).execute(() -> {
            try {
                work(call);
            } catch (RuntimeException e) {
                log.error("Left to its lease: {}", attempt.order().inWords(), Details.loggable(e));
            } finally {
                running.remove(call);
                lane.release();
                bell.ring();
            }
        });
    }

    private void work(Running running) {
        if (!running.isFresh(settings.lease())) {
            return;
        }
        AttemptOrder order = running.attempt().order();
        ProgressReport report = reports.of(order);
        AttemptOutcome outcome = running.begin()
                ? breakers.around(order, () -> call.make(order, report))
                : new AttemptOutcome.Failed(
                        FailureCode.INTERNAL, 0, null, Cost.FREE, null, "It was stopped before it was made.");
        running.end();
        if (keep(running.attempt(), outcome) && !(outcome instanceof AttemptOutcome.Failed)) {
            report.done();
        }
    }

    /** Writes the outcome, however long the database is away, unless Greenroom stops first. */
    private boolean keep(Leased attempt, AttemptOutcome outcome) {
        while (!closed) {
            try {
                boolean held = attempts.answer(attempt, outcome, kept(outcome));
                meters.ended(attempt.order(), outcome, held);
                outboxBell.ring();
                if (!held) {
                    log.warn(
                            "An answer came after its lease was lost: {}",
                            attempt.order().inWords());
                }
                return held;
            } catch (RuntimeException e) {
                if (!DatabaseFault.isPassing(e)) {
                    throw e;
                }
                log.warn("An answer waits for the database: {}", e.toString());
                if (!pause()) {
                    return false;
                }
            }
        }
        return false;
    }

    private Duration kept(AttemptOutcome outcome) {
        return outcome instanceof AttemptOutcome.Failed
                ? settings.retention().failed()
                : settings.retention().finished();
    }

    private void closeDead() {
        for (Leased attempt : attempts.takeOver(running.tokens(), tokens(STRAYS), settings.lease())) {
            log.warn(
                    "Its worker is gone and its outcome not known: {}",
                    attempt.order().inWords());
            keep(attempt, call.unknown(attempt.order()));
        }
    }

    private void closeOrphans() {
        for (Leased attempt : attempts.claimOrphans(lanes.keySet(), tokens(STRAYS), settings.lease())) {
            keep(attempt, call.make(attempt.order(), reports.of(attempt.order())));
        }
    }

    private List<String> tokens(int count) {
        return Stream.generate(tokens).limit(count).toList();
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
