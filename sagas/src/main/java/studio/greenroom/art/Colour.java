package studio.greenroom.art;

/**
 * A colour in linear light, each channel 0 to 1. Made and mixed in OKLab (Ottosson, "A perceptual color space for
 * image processing", 2020), so that equal steps look equal.
 */
record Colour(float r, float g, float b) {

    /**
     * The colour at a lightness (0 to 1), chroma (0 to about 0.3) and hue (degrees); chroma is bisected down until the
     * colour can be shown.
     */
    static Colour oklch(double lightness, double chroma, double hue) {
        double l = clamp(lightness);
        double angle = hue * (StrictMath.PI / 180);
        double ca = StrictMath.cos(angle);
        double sa = StrictMath.sin(angle);
        double low = 0;
        double high = Math.max(0, chroma);
        if (shown(l, high * ca, high * sa)) {
            return oklab(l, high * ca, high * sa);
        }
        for (int i = 0; i < 18; i++) {
            double mid = (low + high) / 2;
            if (shown(l, mid * ca, mid * sa)) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return oklab(l, low * ca, low * sa);
    }

    private static double[] linear(double l, double a, double b) {
        double x = l + 0.3963377774 * a + 0.2158037573 * b;
        double y = l - 0.1055613458 * a - 0.0638541728 * b;
        double z = l - 0.0894841775 * a - 1.2914855480 * b;
        x = x * x * x;
        y = y * y * y;
        z = z * z * z;
        return new double[] {
            4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
            -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
            -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z
        };
    }

    private static boolean shown(double l, double a, double b) {
        for (double channel : linear(l, a, b)) {
            if (channel < -0.0005 || channel > 1.0005) {
                return false;
            }
        }
        return true;
    }

    static Colour oklab(double l, double a, double b) {
        double[] c = linear(l, a, b);
        return new Colour((float) clamp(c[0]), (float) clamp(c[1]), (float) clamp(c[2]));
    }

    /** OKLab coordinates: lightness, green to red, blue to yellow. */
    double[] lab() {
        double x = StrictMath.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double y = StrictMath.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double z = StrictMath.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
            1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
            0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z
        };
    }

    /** A step from this colour (t = 0) to another (t = 1), along a straight line in OKLab. */
    Colour mix(Colour other, double t) {
        double[] p = lab();
        double[] q = other.lab();
        return oklab(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, p[2] + (q[2] - p[2]) * t);
    }

    /** The same colour with its lightness multiplied and its chroma scaled, as a shadow or a highlight has it. */
    Colour shade(double lightness, double chroma) {
        double[] p = lab();
        return oklab(clamp(p[0] * lightness), p[1] * chroma, p[2] * chroma);
    }

    double luminance() {
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    /** WCAG 2 contrast ratio, 1 to 21. */
    double contrast(Colour other) {
        double p = luminance() + 0.05;
        double q = other.luminance() + 0.05;
        return p > q ? p / q : q / p;
    }

    /** The candidate that reads best on this ground. */
    Colour readable(Colour... candidates) {
        Colour best = candidates[0];
        for (Colour c : candidates) {
            if (contrast(c) > contrast(best)) {
                best = c;
            }
        }
        return best;
    }

    /** A table of steps through the stops, for use in pixel loops: {@code size} triples of linear light. */
    static float[] ramp(int size, Colour... stops) {
        float[] table = new float[size * 3];
        for (int i = 0; i < size; i++) {
            double t = (double) i / (size - 1) * (stops.length - 1);
            int k = Math.min((int) t, stops.length - 2);
            Colour c = stops.length == 1 ? stops[0] : stops[k].mix(stops[k + 1], t - k);
            table[i * 3] = c.r;
            table[i * 3 + 1] = c.g;
            table[i * 3 + 2] = c.b;
        }
        return table;
    }

    private static double clamp(double v) {
        return v < 0 ? 0 : v > 1 ? 1 : v;
    }
}
