package studio.greenroom.saga.attempt;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.testing.FakeAggregates;
import studio.greenroom.saga.testing.KeptBlobs;
import studio.greenroom.saga.testing.Wishes;

/** The workers of one process, and what they tell. */
final class Crew implements Audience, AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Queue<Progress> progress = new ConcurrentLinkedQueue<>();
    final Queue<byte[]> previews = new ConcurrentLinkedQueue<>();
    final Breakers breakers;
    final AttemptWorkers workers;
    final QueueReport queue;

    Crew(SagaDatabase database, GenerationSettings settings, Providers providers) {
        Ids ids = new Ids(Clock.systemUTC(), new SplittableRandom());
        TypicalDurations durations = new TypicalDurations(database.workers());
        breakers = new Breakers(providers, settings.breaker(), Clock.systemUTC(), meters);
        workers = new AttemptWorkers(
                new Attempts(database.workers()),
                providers,
                new KeptBlobs(),
                Wishes.LIBRARY,
                settings,
                () -> ids.next("lse"),
                new ProgressReports(this, durations),
                breakers,
                new AttemptMeters(meters),
                new Bell(),
                new Bell(),
                Tracing.OFF);
        queue = new QueueReport(database.workers(), this, durations, settings, ids.next("prc"));
    }

    @Override
    public Mono<Void> progress(Progress now) {
        return Mono.fromRunnable(() -> progress.add(now));
    }

    @Override
    public Mono<Void> preview(String generationId, int variant, byte[] jpeg) {
        return Mono.fromRunnable(() -> previews.add(jpeg));
    }

    @Override
    public void close() {
        queue.stop();
        workers.stop();
    }

    /** A bio that the stub is to write. */
    static AttemptOrder order(String generation, String owner) {
        return new AttemptOrder(
                new GenerationRequested(
                        generation,
                        GenerationKind.BIO,
                        "art_1",
                        1,
                        42,
                        1,
                        0,
                        0,
                        "interactive",
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        FakeAggregates.NOVA,
                        null,
                        List.of()),
                1,
                1,
                "stub",
                "model-1",
                Duration.ofSeconds(10),
                Cause.asked(owner, "cmd-" + generation, "opr-" + generation));
    }
}
