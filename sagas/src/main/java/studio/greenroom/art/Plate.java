package studio.greenroom.art;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sitter as maps over pixels: tone, cover and the part on top, for schools that draw the grey map again. */
final class Plate {
    private static final Part[] PARTS = Part.values();
    final int w;
    final float[] tone;
    final float[] cover;
    final byte[] top;

    Plate(Canvas canvas, Sitter sitter) {
        w = canvas.width;
        int n = canvas.width * canvas.height;
        tone = new float[n];
        cover = new float[n];
        top = new byte[n];
        java.util.Arrays.fill(top, (byte) -1);
        for (Layer layer : sitter.layers) {
            Mask mask = layer.mask(canvas);
            for (int v = 0; v < mask.h; v++) {
                int row = (mask.y0 + v) * w + mask.x0;
                for (int u = 0; u < mask.w; u++) {
                    float k = mask.a[v * mask.w + u];
                    if (k <= 0) {
                        continue;
                    }
                    int i = row + u;
                    tone[i] += (layer.part().tone - tone[i]) * (cover[i] > 0 ? k : 1);
                    cover[i] += (1 - cover[i]) * k;
                    if (k > .5f) {
                        top[i] = (byte) layer.part().ordinal();
                    }
                }
            }
        }
    }

    /** The part seen at a pixel, or null outside the sitter. */
    @Nullable
    Part part(int i) {
        return top[i] < 0 ? null : PARTS[top[i]];
    }

    /** Fills every layer flat in the colour its part is given; the plainest way to show a sitter. */
    static void flat(Canvas canvas, Sitter sitter, Function<Part, Colour> colours) {
        for (Layer layer : sitter.layers) {
            canvas.fill(layer.mask(canvas), Paint.flat(colours.apply(layer.part())), Canvas.Blend.OVER, 1);
        }
    }
}
