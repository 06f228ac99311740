package studio.greenroom.art;

/** The last step: grain, dither and the change from linear light to eight-bit sRGB (IEC 61966-2-1). */
final class Print {
    private static final int STEPS = 8192;
    private static final float[] CURVE = curve();

    private Print() {}

    private static float[] curve() {
        float[] table = new float[STEPS + 2];
        for (int i = 0; i < table.length; i++) {
            double v = (double) i / STEPS;
            table[i] = (float) (v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055);
        }
        return table;
    }

    static float encode(float v) {
        float at = v <= 0 ? 0 : v >= 1 ? STEPS : v * STEPS;
        int i = (int) at;
        return CURVE[i] + (CURVE[i + 1] - CURVE[i]) * (at - i);
    }

    /**
     * Eight-bit RGB, three bytes a pixel.
     *
     * @param grain deviation of the grey grain in encoded units, about .006 for flat work, .014 for painterly
     */
    static byte[] rgb(Canvas canvas, double grain, Stages stages) {
        byte[] out = new byte[canvas.light.length];
        Noise noise = new Noise(0x6772616EL);
        int i = 0;
        for (int y = 0; y < canvas.height; y++) {
            if (y % 128 == 0) {
                stages.reach(0.80 + 0.08 * y / canvas.height);
            }
            for (int x = 0; x < canvas.width; x++, i += 3) {
                int h = noise.hash(x, y);
                float speck = (float) (grain * (((h & 0x3FF) + (h >>> 10 & 0x3FF) - 1023) / 418.0));
                float r = encode(canvas.light[i]);
                float g = encode(canvas.light[i + 1]);
                float b = encode(canvas.light[i + 2]);
                float mid = 0.3f * r + 0.6f * g + 0.1f * b;
                speck *= 0.25f + 3f * mid * (1 - mid);
                float dither = (h >>> 20 & 0xFFF) / 4096f;
                out[i] = level(r + speck, dither);
                out[i + 1] = level(g + speck, dither);
                out[i + 2] = level(b + speck, dither);
            }
        }
        return out;
    }

    private static byte level(float v, float dither) {
        int n = (int) (v * 255 + dither);
        return (byte) (v <= 0 ? 0 : n > 255 ? 255 : n);
    }
}
