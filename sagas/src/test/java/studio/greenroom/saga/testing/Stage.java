package studio.greenroom.saga.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.attempt.AttemptMeters;
import studio.greenroom.saga.attempt.AttemptWorkers;
import studio.greenroom.saga.attempt.Attempts;
import studio.greenroom.saga.attempt.Audience;
import studio.greenroom.saga.attempt.Breakers;
import studio.greenroom.saga.attempt.ProgressReports;
import studio.greenroom.saga.attempt.TypicalDurations;
import studio.greenroom.saga.consumer.SagaSink;
import studio.greenroom.saga.consumer.SagaTransaction;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.generation.RetryPolicies;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.outbox.Outbox;
import studio.greenroom.saga.outbox.OutboxDispatcher;
import studio.greenroom.saga.provider.Assignments;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.timer.TimerService;

/**
 * The sagas side on a real PostgreSQL, without Kafka, Redis and aggregates: the log is handed over by
 * {@link #deliver()}. Parts run only when they are started.
 */
public final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final SagaDatabase database;
    public final FakeAggregates aggregates = new FakeAggregates(Clock.systemUTC());
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Queue<Progress> progress = new ConcurrentLinkedQueue<>();
    public final KeptBlobs blobs = new KeptBlobs();
    public final Outbox outbox;
    public final SagaSink sink;
    public final OutboxDispatcher dispatcher;
    public final AttemptWorkers workers;
    public final TimerService timers;
    private final List<Runnable> parts = new ArrayList<>();
    private volatile boolean closing;
    private int delivered;

    public Stage(SagaDatabase database, GenerationSettings settings, Providers providers) {
        this(database, settings, providers, providers);
    }

    public Stage(SagaDatabase database, GenerationSettings settings, Providers providers, Assignments assignments) {
        this.database = database;
        Ids ids = new Ids(Clock.systemUTC(), new SplittableRandom());
        Bell outboxBell = new Bell();
        Bell attemptBell = new Bell();
        outbox = new Outbox(database.workers());
        dispatcher = new OutboxDispatcher(outbox, aggregates, settings, outboxBell);
        timers = new TimerService(database.workers().pool(), outbox, outboxBell, settings.poll(), ids.next("prc"));
        workers = new AttemptWorkers(
                new Attempts(database.workers()),
                providers,
                blobs,
                Wishes.LIBRARY,
                settings,
                () -> ids.next("lse"),
                new ProgressReports(audience(), new TypicalDurations(database.workers())),
                new Breakers(providers, settings.breaker(), Clock.systemUTC(), meters),
                new AttemptMeters(meters),
                attemptBell,
                outboxBell,
                Tracing.OFF);
        sink = sink(settings, assignments, ids, () -> {
            outboxBell.ring();
            attemptBell.ring();
        });
    }

    private Audience audience() {
        return new Audience() {

            @Override
            public Mono<Void> progress(Progress now) {
                return Mono.fromRunnable(() -> progress.add(now));
            }

            @Override
            public Mono<Void> preview(String generationId, int variant, byte[] jpeg) {
                return Mono.empty();
            }
        };
    }

    private SagaSink sink(GenerationSettings settings, Assignments assignments, Ids ids, Runnable bells) {
        SagaTransaction transaction = new SagaTransaction(
                SagaSink.CONSUMER,
                database.consumer(),
                RetryPolicies.of(settings),
                assignments,
                () -> ids.next("sga"),
                ended -> {
                    bells.run();
                    workers.ended(ended);
                },
                Tracing.OFF);
        return new SagaSink(transaction, Clock.systemUTC(), meters);
    }

    /** Everything runs, and what aggregates decide comes back to the sagas, until it is closed. */
    public Stage run() {
        assign();
        dispatcher.start();
        timers.start();
        workers.start();
        CompletableFuture<Void> feeding = CompletableFuture.runAsync(
                () -> {
                    while (!closing) {
                        deliver();
                        LockSupport.parkNanos(5_000_000);
                    }
                },
                feeder -> new Thread(feeder, "feeder").start());
        parts.add(() -> {
            closing = true;
            feeding.join();
        });
        parts.add(workers::stop);
        parts.add(timers::stop);
        parts.add(dispatcher::stop);
        return this;
    }

    /** Gives the sink its partitions; the log is then handed over from its beginning. */
    public synchronized void assign() {
        sink.assigned(IntStream.range(0, Wire.PARTITIONS).boxed().toList()).block(PATIENCE);
        delivered = 0;
    }

    /** Hands over what is new in the log. */
    public synchronized void deliver() {
        List<Envelope> log = aggregates.log();
        if (delivered < log.size()) {
            sink.accept(delivered(log.subList(delivered, log.size()))).block(PATIENCE);
            delivered = log.size();
        }
    }

    public static List<Delivered> delivered(List<Envelope> events) {
        return events.stream()
                .map(e -> new Delivered(Wire.partition(e.owner()), e.position() - 1, e))
                .toList();
    }

    public long count(String table) {
        return database.workers().jdbc().queryForObject("SELECT count(*) FROM " + table, Long.class);
    }

    /** The states of all attempts, by generation, variant and number. */
    public Map<String, String> attempts() {
        Map<String, String> states = new HashMap<>();
        database.workers()
                .jdbc()
                .query("SELECT generation_id || '/' || variant || '/' || attempt, state FROM attempt", row -> {
                    states.put(row.getString(1), row.getString(2));
                });
        return states;
    }

    @Override
    public void close() {
        parts.forEach(Runnable::run);
        sink.close();
    }
}
