package studio.greenroom.query.artist;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.ImageResult;

/** A picture as the API answers it. */
public record ImageView(
        String blob,
        String url,
        String generationId,
        int variant,
        int width,
        int height,
        String mediaType,
        long size,
        String altText,
        @Nullable Long seed,
        String provider,
        String model,
        boolean offline,
        @Nullable String dominantColour,
        Instant addedAt) {

    public static ImageView of(ImageResult image, String generationId, int variant, String altText, Instant addedAt) {
        Integer colour = image.dominantColour();
        return new ImageView(
                image.blob(),
                "/api/blobs/" + image.blob(),
                generationId,
                variant,
                image.width(),
                image.height(),
                image.mediaType(),
                image.size(),
                altText,
                image.seed(),
                image.provider(),
                image.model(),
                image.offline(),
                colour == null ? null : '#' + HexFormat.of().toHexDigits(colour, 6),
                addedAt);
    }
}
