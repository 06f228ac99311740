package studio.greenroom.saga.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.loop.Loop;
import studio.greenroom.saga.settings.GenerationSettings;

/**
 * Tells those who wait how many calls come before theirs: when they begin to wait, and then whenever the number has
 * changed, once a second at most. One process does it for all.
 */
public final class QueueReport implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueReport.class);
    private static final int PHASE = 30;
    private static final int MOST = 200;
    private static final Duration GAP = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SagaDatabase.Session database;
    private final Audience audience;
    private final TypicalDurations durations;
    private final int workers;
    private final Duration poll;
    private final Duty duty;
    private final Loop loop = new Loop("saga-queue", new Bell(), this::round);
    private Map<String, Integer> told = Map.of();
    private boolean mine;
    private long changesAt = System.nanoTime() - GAP.toNanos();

    /** @param process a name of this process, different from its neighbours' */
    public QueueReport(
            SagaDatabase.Session database,
            Audience audience,
            TypicalDurations durations,
            GenerationSettings settings,
            String process) {
        this.database = database;
        this.audience = audience;
        this.durations = durations;
        this.workers = settings.workersPerProvider();
        this.poll = settings.poll();
        this.duty = new Duty(database, "queue report", process, LEASE);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
        try {
            duty.leave();
        } catch (RuntimeException e) {
            log.debug("The duty is left to its lease: {}", e.toString());
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

    private Duration round() {
        boolean changesToo = System.nanoTime() - changesAt >= GAP.toNanos();
        if (changesToo) {
            mine = duty.isMine();
            changesAt = System.nanoTime();
        }
        List<Waiting> line = mine ? Waiting.first(MOST, database) : List.of();
        Map<String, Integer> now = new HashMap<>();
        List<Waiting> news = new ArrayList<>();
        for (Waiting call : line) {
            Integer before = told.get(call.key());
            boolean tell = before == null || changesToo && before != call.ahead();
            if (tell) {
                news.add(call);
            }
            now.put(call.key(), tell ? call.ahead() : before);
        }
        told = now;
        tell(news);
        return poll;
    }

    private void tell(List<Waiting> calls) {
        Flux.fromIterable(calls)
                .map(this::queued)
                .concatMap(audience::progress)
                .subscribe(done -> {}, e -> log.debug("Those who wait were not told: {}", e.toString()));
    }

    private Progress queued(Waiting call) {
        return new Progress(
                call.owner(),
                call.generationId(),
                call.variant(),
                call.attempt(),
                0,
                "queued",
                call.ahead(),
                remainingMillis(call),
                null);
    }

    private @Nullable Long remainingMillis(Waiting call) {
        Long typical = durations.millis(call.provider(), call.model(), call.kind());
        return typical == null ? null : Long.valueOf((call.ahead() / workers + 1) * typical);
    }
}
