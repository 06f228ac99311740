package studio.greenroom.saga.provider.openai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's own bytes say about it. It is decoded to its end, so that a torn file does not pass.
 *
 * @param dominantColour 0xRRGGBB
 */
record PictureFile(String mediaType, int width, int height, int dominantColour) {

    private static final int MAX_SIDE = 4_096;
    /** Colours are told apart by their upper bits. */
    private static final int UPPER_BITS = 0xE0E0E0;

    private static final int SAMPLES_PER_SIDE = 64;
    private static final Map<String, String> MEDIA_TYPES = Map.of("png", "image/png", "jpeg", "image/jpeg");

    /** Null when these bytes are no PNG or JPEG of a sensible size. */
    static @Nullable PictureFile read(byte[] bytes) {
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // ImageIO throws whatever it stumbles over.
            return null;
        }
    }

    private static @Nullable PictureFile read(ImageReader reader) throws IOException {
        String mediaType = MEDIA_TYPES.get(reader.getFormatName().toLowerCase(Locale.ROOT));
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (mediaType == null || width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            return null;
        }
        ImageReadParam coarse = reader.getDefaultReadParam();
        coarse.setSourceSubsampling(
                Math.max(1, width / SAMPLES_PER_SIDE), Math.max(1, height / SAMPLES_PER_SIDE), 0, 0);
        return new PictureFile(mediaType, width, height, dominant(reader.read(0, coarse)));
    }

    private static int dominant(BufferedImage image) {
        Map<Integer, long[]> buckets = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                long[] sum = buckets.computeIfAbsent(rgb & UPPER_BITS, b -> new long[4]);
                sum[0]++;
                sum[1] += rgb >> 16 & 0xff;
                sum[2] += rgb >> 8 & 0xff;
                sum[3] += rgb & 0xff;
            }
        }
        long[] most = buckets.values().stream()
                .max((a, b) -> Long.compare(a[0], b[0]))
                .orElseThrow();
        return (int) (most[1] / most[0] << 16 | most[2] / most[0] << 8 | most[3] / most[0]);
    }
}
