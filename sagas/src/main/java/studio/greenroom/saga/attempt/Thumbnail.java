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

/** The middle of a picture, 300 pixels wide and high, as JPEG. A few megabytes of memory at most, and no file. */
final class Thumbnail {

    private static final int SIDE = 300;

    private Thumbnail() {}

    /** @throws IOException when the bytes are no picture that Java can read */
    static byte[] of(byte[] picture) throws IOException {
        BufferedImage image = middle(picture);
        // By halves: one large step would leave most of the pixels out.
        for (int next = image.getWidth() / 2; next > SIDE; next /= 2) {
            image = scaled(image, next);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            if (!ImageIO.write(scaled(image, SIDE), "jpeg", out)) {
                throw new IOException("no writer for JPEG");
            }
        }
        return jpeg.toByteArray();
    }

    /** Its largest square, coarsely when it is much larger than what is wanted. */
    private static BufferedImage middle(byte[] picture) throws IOException {
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
                int side = Math.min(width, height);
                int step = Math.max(1, side / (2 * SIDE));
                ImageReadParam coarse = reader.getDefaultReadParam();
                coarse.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
                coarse.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, coarse);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, side, side, Color.WHITE, null);
        canvas.dispose();
        return scaled;
    }
}
