package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;

/**
 * A finished picture: facts only, its bytes are a blob.
 *
 * @param blob           SHA-256 of the bytes, 64 hexadecimal digits
 * @param size           bytes
 * @param width          pixels
 * @param height         pixels
 * @param seed           the seed that was used; null when the provider takes none
 * @param offline        drawn by Greenroom itself, no model was asked
 * @param dominantColour 0xRRGGBB; null when it is not known
 */
public record ImageResult(
        String blob,
        String mediaType,
        long size,
        int width,
        int height,
        @Nullable Long seed,
        String provider,
        String model,
        boolean offline,
        @Nullable Integer dominantColour) {}
