package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/**
 * A picture that is wanted.
 *
 * @param owner  who asks, for providers that tell people apart; they are given a derived name only
 * @param width  pixels, as {@code height}
 */
public record ImageRequest(
        String model,
        String owner,
        Persona persona,
        @Nullable String prompt,
        long seed,
        int width,
        int height) {}
