package studio.greenroom.saga.attempt;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture in small, as JPEG. A few megabytes of memory at most, and no file. */
final class SmallPicture {

    private static final int THUMBNAIL = 300;
    private static final int PREVIEW = 512;

    private SmallPicture() {}

    /**
     * Its middle, 300 pixels wide and high.
     *
     * @throws IOException when the bytes are no picture that Java can read
     */
    static byte[] thumbnail(byte[] picture) throws IOException {
        return of(picture, THUMBNAIL, true);
    }

    /**
     * All of it, its longer side 512 pixels at most.
     *
     * @throws IOException when the bytes are no picture that Java can read
     */
    static byte[] preview(byte[] picture) throws IOException {
        return of(picture, PREVIEW, false);
    }

    /** @param square leaves the longer side's ends out, and is as large as {@code side} even when the picture is not */
    private static byte[] of(byte[] picture, int side, boolean square) throws IOException {
        BufferedImage image = read(picture, side, square);
        // By halves: one large step would leave most of the pixels out.
        while (longer(image) / 2 > side) {
            image = scaled(image, image.getWidth() / 2, image.getHeight() / 2);
        }
        double last = square ? (double) side / longer(image) : Math.min(1, (double) side / longer(image));
        image = scaled(image, (int) Math.round(image.getWidth() * last), (int) Math.round(image.getHeight() * last));
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            if (!ImageIO.write(image, "jpeg", out)) {
                throw new IOException("no writer for JPEG");
            }
        }
        return jpeg.toByteArray();
    }

    private static int longer(BufferedImage image) {
        return Math.max(image.getWidth(), image.getHeight());
    }

    /** Coarsely when it is much larger than what is wanted. */
    private static BufferedImage read(byte[] picture, int side, boolean square) throws IOException {
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("no picture that can be read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                Rectangle part = new Rectangle(width, height);
                if (square) {
                    int shorter = Math.min(width, height);
                    part = new Rectangle((width - shorter) / 2, (height - shorter) / 2, shorter, shorter);
                }
                int step = Math.max(1, Math.max(part.width, part.height) / (2 * side));
                ImageReadParam coarse = reader.getDefaultReadParam();
                coarse.setSourceRegion(part);
                coarse.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, coarse);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(Math.max(1, width), Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, scaled.getWidth(), scaled.getHeight(), Color.WHITE, null);
        canvas.dispose();
        return scaled;
    }
}
