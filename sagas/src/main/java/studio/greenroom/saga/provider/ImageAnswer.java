package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Usage;

/**
 * A finished picture.
 *
 * @param width          pixels, as its own header says
 * @param seed           the seed that was used; null when the provider takes none
 * @param dominantColour 0xRRGGBB; null when it is not known
 */
public record ImageAnswer(
        byte[] bytes,
        String mediaType,
        int width,
        int height,
        @Nullable Integer dominantColour,
        String altText,
        @Nullable Long seed,
        @Nullable Usage usage,
        @Nullable Cost cost,
        @Nullable String requestId) {}
