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

    /**
     * Ends a call soon, with a {@code CancellationException}, where that is possible. It may be told more than once, and
     * it may be missed by a call that has hardly begun.
     *
     * @param caller the thread that makes the call
     */
    default void stop(Thread caller) {}

    /** Whether a call that came to no end, stopped or broken, leaves nothing to pay for. */
    default boolean freeToStop() {
        return offline();
    }

    /** What a call of this model whose outcome is not known is taken to have cost; null when that can not be said. */
    @Nullable
    Cost estimate(String model, GenerationRequested request);
}
