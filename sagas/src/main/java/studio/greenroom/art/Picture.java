package studio.greenroom.art;

/**
 * A finished drawing.
 *
 * @param width          pixels
 * @param height         pixels
 * @param png            the file, with its XMP packet; the caller must not change the array
 * @param altText        one sentence that says what is seen, in English
 * @param pixelHash      SHA-256 over the RGB bytes row by row, 64 lower-case hex digits
 * @param renderer       the drawing code's name and version; equal renderer and brief give equal pixels
 * @param dominantColour the most present colour, 0xRRGGBB
 */
public record Picture(
        int width, int height, byte[] png, String altText, String pixelHash, String renderer, int dominantColour) {}
