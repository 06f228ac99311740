package studio.greenroom.saga.provider.offline;

import java.time.Duration;
import java.util.function.DoubleConsumer;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** Answers the same words at once. It is there to measure everything around a provider, and serves nobody else. */
public final class InstantBios implements TextProvider {

    private static final String TEXT = "An artist who takes no time at all.";

    @Override
    public String name() {
        return "instant";
    }

    @Override
    public String model() {
        return "greenroom-instant/1";
    }

    @Override
    public boolean offline() {
        return true;
    }

    @Override
    public Cost estimate(String model, GenerationRequested request) {
        return Cost.FREE;
    }

    @Override
    public TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout) {
        progress.accept(1);
        return new TextAnswer(TEXT, null, null, Cost.FREE, null);
    }
}
