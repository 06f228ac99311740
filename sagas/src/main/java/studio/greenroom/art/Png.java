package studio.greenroom.art;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes eight-bit RGB as PNG (ISO/IEC 15948) with an sRGB chunk and an XMP packet. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    static byte[] of(byte[] rgb, int width, int height, String xmp, Stages stages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(rgb.length / 2);
        out.writeBytes(SIGNATURE);
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        chunk(out, "sRGB", new byte[1]);
        byte[] key = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] text = xmp.getBytes(StandardCharsets.UTF_8);
        chunk(
                out,
                "iTXt",
                ByteBuffer.allocate(key.length + text.length).put(key).put(text).array());
        chunk(out, "IDAT", packed(rgb, width * 3, height, stages));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(name);
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Only filters none, sub and up: the two costlier ones double the time and save four per cent. */
    private static byte[] packed(byte[] rgb, int row, int height, Stages stages) {
        Deflater deflater = new Deflater(5);
        ByteArrayOutputStream out = new ByteArrayOutputStream(rgb.length / 2);
        byte[] buffer = new byte[1 << 16];
        byte[][] tries = new byte[3][row + 1];
        byte[] above = new byte[row];
        byte[] line = new byte[row];
        for (int y = 0; y < height; y++) {
            if (y % 96 == 0) {
                stages.reach(0.88 + 0.11 * y / height);
            }
            System.arraycopy(rgb, y * row, line, 0, row);
            deflater.setInput(tries[best(tries, line, above)]);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            byte[] swap = above;
            above = line;
            line = swap;
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** The filter whose output has the smallest sum of absolute values, as the PNG specification advises. */
    private static int best(byte[][] tries, byte[] line, byte[] above) {
        long[] sums = new long[3];
        for (int f = 0; f < 3; f++) {
            tries[f][0] = (byte) f;
        }
        for (int i = 0; i < line.length; i++) {
            byte v = line[i];
            byte sub = (byte) (v - (i < 3 ? 0 : line[i - 3]));
            byte up = (byte) (v - above[i]);
            tries[0][i + 1] = v;
            tries[1][i + 1] = sub;
            tries[2][i + 1] = up;
            sums[0] += Math.abs(v);
            sums[1] += Math.abs(sub);
            sums[2] += Math.abs(up);
        }
        return sums[0] <= sums[1] && sums[0] <= sums[2] ? 0 : sums[1] <= sums[2] ? 1 : 2;
    }
}
