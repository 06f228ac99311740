package studio.greenroom.art;

import org.jspecify.annotations.Nullable;

/** Long tapered strokes that follow a field of flow and carry the colour found where they start. */
final class Brush {
    private final Canvas canvas;
    private final Noise noise;
    private final double[] whirls;

    /** @param whirls quadruples: centre x, centre y, radius, signed strength */
    Brush(Canvas canvas, Noise noise, double... whirls) {
        this.canvas = canvas;
        this.noise = noise;
        this.whirls = whirls;
    }

    /** A region's own habit: the stroke's direction in radians at a point. */
    interface Grain {
        double at(double x, double y);
    }

    /**
     * @param source colours to sample
     * @param inside where strokes may start; null for everywhere
     * @param grain  null for the wind's
     */
    void strokes(
            int count,
            float[] source,
            @Nullable Mask inside,
            @Nullable Grain grain,
            double width,
            int steps,
            double vary,
            Dice dice) {
        double[] xs = new double[steps * 2 + 2];
        float[] c = new float[3];
        double[] way = new double[2];
        for (int n = 0; n < count; n++) {
            double x = dice.in(-10, canvas.w() + 10);
            double y = dice.in(-10, canvas.h() + 10);
            double tint = 1 + vary * dice.bell();
            double warm = 1 + vary * .35 * dice.bell();
            double wide = width * dice.in(.55, 1.25);
            int len = steps / 2 + dice.below(steps / 2 + 1);
            int px = (int) Math.max(0, Math.min(canvas.width - 1, x * canvas.scale));
            int py = (int) Math.max(0, Math.min(canvas.height - 1, y * canvas.scale));
            if (inside != null && !clear(inside, px, py)) {
                continue;
            }
            int i = (py * canvas.width + px) * 3;
            c[0] = (float) (source[i] * tint * warm);
            c[1] = (float) (source[i + 1] * tint);
            c[2] = (float) (source[i + 2] * tint / warm);
            int k = 0;
            for (int s = 0; s <= len; s++) {
                if (inside != null && inside.at((int) (x * canvas.scale), (int) (y * canvas.scale)) < .5f) {
                    break;
                }
                xs[k++] = x;
                xs[k++] = y;
                if (grain == null) {
                    wind(x, y, way);
                } else {
                    double a = grain.at(x, y);
                    way[0] = StrictMath.cos(a);
                    way[1] = StrictMath.sin(a);
                }
                x += way[0] * 5;
                y += way[1] * 5;
            }
            if (k > 6) {
                lay(xs, k / 2, wide, c);
            }
        }
    }

    /** Writes the unit direction of the moving air at a point; series stand in for sine and cosine of small angles. */
    private void wind(double x, double y, double[] out) {
        double a = noise.fbm(x / 330, y / 240, 3) * 1.5;
        double q = a * a;
        double vx = 1 - q * (.5 - q / 24);
        double vy = a * (1 - q * (1 / 6.0 - q / 120));
        for (int i = 0; i < whirls.length; i += 4) {
            double dx = x - whirls[i];
            double dy = y - whirls[i + 1];
            double d = Math.sqrt(dx * dx + dy * dy) + 1e-6;
            double r = d / whirls[i + 2];
            double pull = whirls[i + 3] / (1 + r * r * r);
            vx += -dy / d * pull;
            vy += dx / d * pull;
        }
        double len = Math.sqrt(vx * vx + vy * vy) + 1e-9;
        out[0] = vx / len;
        out[1] = vy / len;
    }

    /** Whether a point and its near neighbours are inside, so that no stroke starts from a blended edge colour. */
    private boolean clear(Mask inside, int x, int y) {
        int r = (int) Math.max(1, 2 * canvas.scale);
        return inside.at(x - r, y - r) >= .5f
                && inside.at(x + r, y - r) >= .5f
                && inside.at(x - r, y + r) >= .5f
                && inside.at(x + r, y + r) >= .5f;
    }

    private void lay(double[] p, int n, double wide, float[] c) {
        Path out = new Path();
        for (int side = 0; side < 2; side++) {
            for (int k = 0; k < n; k++) {
                int i = side == 0 ? k : n - 1 - k;
                int a = Math.max(0, i - 1);
                int b = Math.min(n - 1, i + 1);
                double dx = p[2 * b] - p[2 * a];
                double dy = p[2 * b + 1] - p[2 * a + 1];
                double len = Math.sqrt(dx * dx + dy * dy) + 1e-9;
                double t = (double) i / (n - 1);
                double half = (side == 0 ? .5 : -.5) * wide * Math.min(1, Math.min(t * 5 + .25, (1 - t) * 2.4 + .08));
                out.to(p[2 * i] - dy / len * half, p[2 * i + 1] + dx / len * half);
            }
        }
        Mask mask = canvas.mask(out.close());
        canvas.fill(mask, (x, y, o) -> System.arraycopy(c, 0, o, 0, 3), Canvas.Blend.OVER, .92);
    }
}
