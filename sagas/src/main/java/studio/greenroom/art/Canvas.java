package studio.greenroom.art;

/** The picture being drawn: linear-light floats per pixel, addressed in design units of which the short side has 1000. */
final class Canvas {

    /** How paint meets what lies below: over it, as ink that darkens, or as light that adds. */
    enum Blend {
        OVER,
        INK,
        LIGHT
    }

    final int width;
    final int height;
    /** Pixels per design unit. */
    final double scale;

    final float[] light;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.scale = Math.min(width, height) / 1000.0;
        this.light = new float[width * height * 3];
    }

    /** Width in design units, at least 1000. */
    double w() {
        return width / scale;
    }

    /** Height in design units, at least 1000. */
    double h() {
        return height / scale;
    }

    /** Whether every pixel is still of one colour. */
    boolean blank() {
        for (int i = 3; i < light.length; i++) {
            if (light[i] != light[i - 3]) {
                return false;
            }
        }
        return true;
    }

    Mask mask(Path path) {
        return Mask.of(path, scale, width, height);
    }

    void ground(Paint paint) {
        fill(Path.rect(-10, -10, w() + 20, h() + 20), paint);
    }

    void fill(Path path, Colour colour) {
        fill(mask(path), Paint.flat(colour), Blend.OVER, 1);
    }

    void fill(Path path, Paint paint) {
        fill(mask(path), paint, Blend.OVER, 1);
    }

    void fill(Path path, Colour colour, double alpha) {
        fill(mask(path), Paint.flat(colour), Blend.OVER, alpha);
    }

    void fill(Mask mask, Paint paint, Blend blend, double alpha) {
        float[] c = new float[3];
        for (int v = 0; v < mask.h; v++) {
            double y = (mask.y0 + v + 0.5) / scale;
            for (int u = 0; u < mask.w; u++) {
                float k = mask.a[v * mask.w + u] * (float) alpha;
                if (k <= 0) {
                    continue;
                }
                paint.at((mask.x0 + u + 0.5) / scale, y, c);
                blend(((mask.y0 + v) * width + mask.x0 + u) * 3, c, k, blend);
            }
        }
    }

    /** Lays one colour with the given cover on the pixel whose red is at index i. */
    void blend(int i, float[] c, float k, Blend how) {
        for (int n = 0; n < 3; n++) {
            float under = light[i + n];
            light[i + n] = switch (how) {
                case OVER -> under + (c[n] - under) * k;
                case INK -> under * (1 + (c[n] - 1) * k);
                case LIGHT -> under + c[n] * k;
            };
        }
    }

    /** Adds light that falls off around a shape; draw it before anything nearer than the shape. */
    void glow(Path path, double radius, Colour colour, double strength) {
        Mask soft = mask(path).blurred((int) Math.max(1, radius * scale / 1.8), width, height);
        fill(soft, Paint.flat(colour), Blend.LIGHT, strength);
    }

    /** Light around a point that falls to nothing at the radius; cheaper than a blurred shape. */
    void halo(double cx, double cy, double radius, Colour colour, double strength) {
        float[] c = {colour.r(), colour.g(), colour.b()};
        int top = (int) Math.max(0, (cy - radius) * scale);
        int bottom = (int) Math.min(height, (cy + radius) * scale + 1);
        int left = (int) Math.max(0, (cx - radius) * scale);
        int right = (int) Math.min(width, (cx + radius) * scale + 1);
        for (int y = top; y < bottom; y++) {
            double dy = ((y + 0.5) / scale - cy) / radius;
            for (int x = left; x < right; x++) {
                double dx = ((x + 0.5) / scale - cx) / radius;
                double d = 1 - dx * dx - dy * dy;
                if (d > 0) {
                    blend((y * width + x) * 3, c, (float) (strength * d * d * d), Blend.LIGHT);
                }
            }
        }
    }

    /** A soft shadow of a shape, as a raised sheet throws it. */
    void shadow(Mask mask, double dx, double dy, double radius, double strength) {
        int r = (int) Math.max(1, radius * scale / 1.8);
        int pad = 3 * r + 2;
        Mask box = new Mask(0, 0, mask.w + 2 * pad, mask.h + 2 * pad);
        for (int v = 0; v < mask.h; v++) {
            System.arraycopy(mask.a, v * mask.w, box.a, (v + pad) * box.w + pad, mask.w);
        }
        Mask soft = box.blurred(r, box.w, box.h);
        int ox = mask.x0 - pad + (int) (dx * scale);
        int oy = mask.y0 - pad + (int) (dy * scale);
        float[] black = {0.02f, 0.015f, 0.03f};
        for (int y = Math.max(0, oy); y < Math.min(height, oy + soft.h); y++) {
            for (int x = Math.max(0, ox); x < Math.min(width, ox + soft.w); x++) {
                float k = soft.a[(y - oy) * soft.w + x - ox] * (float) strength;
                if (k > 0) {
                    blend((y * width + x) * 3, black, k, Blend.OVER);
                }
            }
        }
    }
}
