package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/** Somebody who makes things when asked. Calls block; a failed one throws {@link ProviderFailure}. */
public interface Provider {

    /** As events and settings call it. */
    String name();

    /** The model that is asked when an attempt starts now. */
    String model();

    /** Greenroom itself, without any model. */
    default boolean offline() {
        return false;
    }

    /** Whether it takes what is not to be seen apart from the prompt; else it is told in a sentence. */
    default boolean knowsNegative() {
        return false;
    }

    /** Whether a call ends soon after its thread is interrupted, with a {@code CancellationException}. */
    default boolean interruptible() {
        return false;
    }

    /** Whether a call that was stopped leaves nothing to pay for. */
    default boolean freeToStop() {
        return offline();
    }

    /** What a call of this model whose outcome is not known is taken to have cost; null when that can not be said. */
    @Nullable
    Cost estimate(String model, GenerationRequested request);
}
