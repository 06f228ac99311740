package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Usage;

/**
 * A finished text.
 *
 * @param data all that a task answered, as JSON; null without a task
 */
public record TextAnswer(
        String text,
        @Nullable String data,
        @Nullable Usage usage,
        @Nullable Cost cost,
        @Nullable String requestId) {}
