package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Usage;

/**
 * A finished text.
 *
 * @param text plain words, or JSON of the form that was asked for
 */
public record TextAnswer(
        String text,
        @Nullable Usage usage,
        @Nullable Cost cost,
        @Nullable String requestId) {}
