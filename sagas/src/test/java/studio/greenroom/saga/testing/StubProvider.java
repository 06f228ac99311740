package studio.greenroom.saga.testing;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** A provider that does what a test tells it, call by call; when it is told nothing it succeeds. */
public final class StubProvider implements TextProvider, ImageProvider {

    /** What happens in one call. */
    public interface Script {

        void play() throws InterruptedException;
    }

    public static final Cost COST = new Cost(700, "USD", 1);

    public final AtomicInteger calls = new AtomicInteger();
    public final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final boolean stoppable;

    public StubProvider(boolean stoppable) {
        this.stoppable = stoppable;
    }

    public StubProvider then(Script script) {
        scripts.add(script);
        return this;
    }

    public Providers providers() {
        return new Providers(List.of(this), List.of(this));
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public String model() {
        return "model-1";
    }

    @Override
    public void stop(Thread caller) {
        if (stoppable) {
            caller.interrupt();
        }
    }

    @Override
    public Cost estimate(String model, GenerationRequested request) {
        return COST;
    }

    @Override
    public TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout) {
        play(progress);
        return new TextAnswer("Words about " + request.persona().name(), null, null, COST, "req-1");
    }

    @Override
    public ImageAnswer draw(ImageRequest request, Onlooker onlooker, Duration timeout) {
        play(onlooker::progress);
        return new ImageAnswer(
                new byte[] {1, 2, 3},
                "image/png",
                request.width(),
                request.height(),
                0x102030,
                "A picture",
                request.seed(),
                null,
                COST,
                "req-1");
    }

    private void play(DoubleConsumer progress) {
        calls.incrementAndGet();
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            progress.accept(0.5);
            Script script = scripts.poll();
            if (script != null) {
                script.play();
            }
        } catch (InterruptedException e) {
            throw new java.util.concurrent.CancellationException();
        } finally {
            running.decrementAndGet();
        }
    }
}
