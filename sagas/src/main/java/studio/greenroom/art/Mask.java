package studio.greenroom.art;

import java.util.List;

/**
 * Coverage of a path over pixels, 0 to 1, by exact signed area per pixel (the accumulation-buffer scan conversion
 * described by Levien for font-rs, 2016). Only the path's bounding box is kept.
 */
final class Mask {
    final int x0;
    final int y0;
    final int w;
    final int h;
    final float[] a;

    Mask(int x0, int y0, int w, int h) {
        this.x0 = x0;
        this.y0 = y0;
        this.w = Math.max(0, w);
        this.h = Math.max(0, h);
        this.a = new float[this.w * this.h];
    }

    /** Coverage at a pixel of the whole picture; 0 outside the kept box. */
    float at(int x, int y) {
        int u = x - x0;
        int v = y - y0;
        return u < 0 || v < 0 || u >= w || v >= h ? 0 : a[v * w + u];
    }

    /** @param scale pixels per design unit */
    static Mask of(Path path, double scale, int width, int height) {
        double minX = 1e9;
        double minY = 1e9;
        double maxX = -1e9;
        double maxY = -1e9;
        List<double[]> contours = path.contours();
        for (double[] p : contours) {
            for (int i = 0; i < p.length; i += 2) {
                minX = Math.min(minX, p[i]);
                maxX = Math.max(maxX, p[i]);
                minY = Math.min(minY, p[i + 1]);
                maxY = Math.max(maxY, p[i + 1]);
            }
        }
        int left = (int) Math.max(0, Math.floor(minX * scale));
        int top = (int) Math.max(0, Math.floor(minY * scale));
        int right = (int) Math.min(width, Math.ceil(maxX * scale) + 1);
        int bottom = (int) Math.min(height, Math.ceil(maxY * scale) + 1);
        if (right <= left || bottom <= top) {
            return new Mask(0, 0, 0, 0);
        }
        Mask mask = new Mask(left, top, right - left, bottom - top);
        float[] sums = new float[(mask.w + 2) * mask.h];
        for (int i = 0; i < contours.size(); i++) {
            double[] p = contours.get(i);
            float sign = area(p) > 0 == path.isHole(i) ? -1 : 1;
            for (int k = 0; k < p.length; k += 2) {
                int n = (k + 2) % p.length;
                mask.edge(
                        sums,
                        sign,
                        p[k] * scale - left,
                        p[k + 1] * scale - top,
                        p[n] * scale - left,
                        p[n + 1] * scale - top);
            }
        }
        mask.integrate(sums);
        return mask;
    }

    private static double area(double[] p) {
        double sum = 0;
        for (int k = 0; k < p.length; k += 2) {
            int n = (k + 2) % p.length;
            sum += p[k] * p[n + 1] - p[n] * p[k + 1];
        }
        return sum;
    }

    private void edge(float[] sums, float sign, double xa, double ya, double xb, double yb) {
        if (ya == yb) {
            return;
        }
        if (ya < yb) {
            sign = -sign;
        } else {
            double t = xa;
            xa = xb;
            xb = t;
            t = ya;
            ya = yb;
            yb = t;
        }
        double slope = (xb - xa) / (yb - ya);
        int from = (int) Math.max(0, Math.floor(ya));
        int to = (int) Math.min(h, Math.ceil(yb));
        for (int y = from; y < to; y++) {
            double t0 = Math.max(ya, y);
            double t1 = Math.min(yb, y + 1);
            double p = hold(xa + (t0 - ya) * slope);
            double q = hold(xa + (t1 - ya) * slope);
            span(sums, y * (w + 2), sign * (t1 - t0), Math.min(p, q), Math.max(p, q));
        }
    }

    private double hold(double x) {
        return x < 0 ? 0 : x > w ? w : x;
    }

    /** Spreads one scan line's share of an edge over the pixels it crosses, each by the area to its right. */
    private static void span(float[] sums, int row, double dy, double x0, double x1) {
        int first = (int) x0;
        int last = (int) x1;
        if (first == last) {
            double mid = (x0 + x1) / 2 - first;
            sums[row + first] += (float) (dy * (1 - mid));
            sums[row + first + 1] += (float) (dy * mid);
            return;
        }
        double inv = 1 / (x1 - x0);
        double before = 0;
        for (int x = first; x <= last; x++) {
            double from = Math.max(x0, x);
            double to = Math.min(x1, x + 1);
            double part = (to - from) * inv;
            double covered = part * (x + 1 - (from + to) / 2);
            sums[row + x] += (float) (dy * (covered + before));
            before = part - covered;
        }
        sums[row + last + 1] += (float) (dy * before);
    }

    private void integrate(float[] sums) {
        for (int y = 0; y < h; y++) {
            float total = 0;
            int row = y * (w + 2);
            for (int x = 0; x < w; x++) {
                total += sums[row + x];
                a[y * w + x] = total < 0.002f ? 0 : total > 0.998f ? 1 : total;
            }
        }
    }

    /** Keeps only what another mask covers too (or, inverted, only what it leaves free). */
    Mask within(Mask other, boolean inverted) {
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float c = other.at(x + x0, y + y0);
                a[y * w + x] *= inverted ? 1 - c : c;
            }
        }
        return this;
    }

    /** A copy over the whole picture, blurred by three box passes of the given radius in pixels (near Gaussian). */
    Mask blurred(int radius, int width, int height) {
        Mask out = new Mask(0, 0, width, height);
        for (int y = 0; y < h; y++) {
            System.arraycopy(a, y * w, out.a, (y + y0) * width + x0, w);
        }
        float[] line = new float[Math.max(width, height)];
        for (int pass = 0; pass < 3; pass++) {
            for (int y = 0; y < height; y++) {
                box(out.a, y * width, width, radius, line);
            }
            columns(out.a, width, height, radius);
        }
        return out;
    }

    private static void box(float[] v, int start, int n, int radius, float[] line) {
        System.arraycopy(v, start, line, 0, n);
        double sum = line[0] * (radius + 1.0);
        for (int i = 1; i <= radius; i++) {
            sum += line[Math.min(i, n - 1)];
        }
        double inv = 1.0 / (2 * radius + 1);
        for (int i = 0; i < n; i++) {
            v[start + i] = (float) (sum * inv);
            sum += line[Math.min(n - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
        }
    }

    /** The same down all columns at once, row by row, since striding through memory costs more than the sums. */
    private static void columns(float[] v, int width, int height, int radius) {
        float[] from = v.clone();
        double[] sums = new double[width];
        double inv = 1.0 / (2 * radius + 1);
        for (int y = -radius; y <= radius; y++) {
            int row = Math.max(0, Math.min(height - 1, y)) * width;
            for (int x = 0; x < width; x++) {
                sums[x] += from[row + x];
            }
        }
        for (int y = 0; y < height; y++) {
            int next = Math.min(height - 1, y + radius + 1) * width;
            int last = Math.max(0, y - radius) * width;
            for (int x = 0; x < width; x++) {
                v[y * width + x] = (float) (sums[x] * inv);
                sums[x] += from[next + x] - from[last + x];
            }
        }
    }
}
