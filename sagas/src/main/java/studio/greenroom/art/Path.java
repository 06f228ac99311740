package studio.greenroom.art;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Closed outlines in design units, flattened as they are drawn. Overlapping contours join; a contour drawn after
 * {@link #hole()} cuts. Curves are flattened here because curve flattening elsewhere differs between Java versions.
 */
final class Path {
    private static final double STEP = 4;
    private final List<double[]> contours = new ArrayList<>();
    private final List<Boolean> holes = new ArrayList<>();
    private double[] pen = new double[64];
    private int size;
    private boolean cutting;

    List<double[]> contours() {
        close();
        return contours;
    }

    boolean isHole(int contour) {
        return holes.get(contour);
    }

    Path hole() {
        close();
        cutting = true;
        return this;
    }

    Path close() {
        if (size >= 6) {
            contours.add(Arrays.copyOf(pen, size));
            holes.add(cutting);
        }
        size = 0;
        return this;
    }

    Path to(double x, double y) {
        if (size + 2 > pen.length) {
            pen = Arrays.copyOf(pen, size * 2);
        }
        pen[size++] = x;
        pen[size++] = y;
        return this;
    }

    static Path polygon(double... xy) {
        Path p = new Path();
        for (int i = 0; i < xy.length; i += 2) {
            p.to(xy[i], xy[i + 1]);
        }
        return p.close();
    }

    static Path rect(double x, double y, double w, double h) {
        return polygon(x, y, x + w, y, x + w, y + h, x, y + h);
    }

    static Path circle(double cx, double cy, double r) {
        return ellipse(cx, cy, r, r);
    }

    static Path ellipse(double cx, double cy, double rx, double ry) {
        return new Path().arc(cx, cy, rx, ry, 0, 360).close();
    }

    /** A sector of a ring; angles in degrees, clockwise from the right since y grows downwards. */
    static Path ring(double cx, double cy, double rx, double ry, double thick, double from, double to) {
        return new Path()
                .arc(cx, cy, rx, ry, from, to)
                .arc(cx, cy, Math.max(0, rx - thick), Math.max(0, ry - thick), to, from)
                .close();
    }

    /** Adds an arc to the contour being drawn. */
    Path arc(double cx, double cy, double rx, double ry, double from, double to) {
        double sweep = (to - from) * StrictMath.PI / 180;
        int n = (int) Math.max(6, Math.abs(sweep) * Math.max(rx, ry) / STEP);
        for (int i = 0; i <= n; i++) {
            double a = from * StrictMath.PI / 180 + sweep * i / n;
            to(cx + rx * StrictMath.cos(a), cy + ry * StrictMath.sin(a));
        }
        return this;
    }

    /** Adds an open Catmull-Rom curve through the points; two curves in a row meet in a corner. */
    Path curve(double... xy) {
        int n = xy.length / 2;
        for (int i = 0; i < n - 1; i++) {
            span(xy, Math.max(0, i - 1), i, i + 1, Math.min(n - 1, i + 2));
        }
        return to(xy[2 * n - 2], xy[2 * n - 1]);
    }

    /** A closed Catmull-Rom curve through the points. */
    static Path blob(double... xy) {
        Path p = new Path();
        int n = xy.length / 2;
        for (int i = 0; i < n; i++) {
            p.span(xy, (i + n - 1) % n, i, (i + 1) % n, (i + 2) % n);
        }
        return p.close();
    }

    private void span(double[] p, int a, int b, int c, int d) {
        double dx = p[2 * c] - p[2 * b];
        double dy = p[2 * c + 1] - p[2 * b + 1];
        int n = (int) Math.max(4, Math.sqrt(dx * dx + dy * dy) / STEP);
        for (int i = 0; i < n; i++) {
            double t = (double) i / n;
            to(
                    rom(p[2 * a], p[2 * b], p[2 * c], p[2 * d], t),
                    rom(p[2 * a + 1], p[2 * b + 1], p[2 * c + 1], p[2 * d + 1], t));
        }
    }

    private static double rom(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /** A stroke along a smooth curve, as wide as {@code from} at its start, {@code mid} halfway, {@code to} at its end. */
    static Path ribbon(double from, double mid, double to, double... xy) {
        Path line = new Path().curve(xy);
        int n = line.size / 2;
        double[] q = line.pen;
        Path out = new Path();
        for (int side = 0; side < 2; side++) {
            for (int k = 0; k < n; k++) {
                int i = side == 0 ? k : n - 1 - k;
                int p = Math.max(0, i - 1);
                int s = Math.min(n - 1, i + 1);
                double dx = q[2 * s] - q[2 * p];
                double dy = q[2 * s + 1] - q[2 * p + 1];
                double len = Math.sqrt(dx * dx + dy * dy) + 1e-9;
                double t = (double) i / (n - 1);
                double w = t < 0.5 ? from + (mid - from) * 2 * t : mid + (to - mid) * (2 * t - 1);
                double half = (side == 0 ? w : -w) / 2;
                out.to(q[2 * i] - dy / len * half, q[2 * i + 1] + dx / len * half);
            }
        }
        return out.close();
    }

    /** Joins another path to this one, keeping its holes. */
    Path add(Path other) {
        close();
        List<double[]> more = other.contours();
        for (int i = 0; i < more.size(); i++) {
            contours.add(more.get(i));
            holes.add(other.isHole(i) || cutting);
        }
        return this;
    }

    /** The image under x' = a x + c y + e, y' = b x + d y + f. */
    Path map(double a, double b, double c, double d, double e, double f) {
        Path out = new Path();
        List<double[]> from = contours();
        for (int i = 0; i < from.size(); i++) {
            double[] p = from.get(i).clone();
            for (int k = 0; k < p.length; k += 2) {
                double x = p[k];
                double y = p[k + 1];
                p[k] = a * x + c * y + e;
                p[k + 1] = b * x + d * y + f;
            }
            out.contours.add(p);
            out.holes.add(holes.get(i));
        }
        return out;
    }

    Path shift(double dx, double dy) {
        return map(1, 0, 0, 1, dx, dy);
    }

    Path turn(double degrees, double cx, double cy) {
        double a = degrees * StrictMath.PI / 180;
        double c = StrictMath.cos(a);
        double s = StrictMath.sin(a);
        return map(c, s, -s, c, cx - c * cx + s * cy, cy - s * cx - c * cy);
    }

    /** The same outline as scissors would leave it: resampled and pushed about by noise of the given height. */
    Path cut(Noise noise, double height) {
        Path out = new Path();
        List<double[]> from = contours();
        for (int i = 0; i < from.size(); i++) {
            double[] p = from.get(i);
            for (int k = 0; k < p.length; k += 2) {
                double x = p[k];
                double y = p[k + 1];
                double dx = p[(k + 2) % p.length] - x;
                double dy = p[(k + 3) % p.length] - y;
                int n = (int) Math.max(1, Math.sqrt(dx * dx + dy * dy) / 9);
                for (int j = 0; j < n; j++) {
                    double u = x + dx * j / n;
                    double v = y + dy * j / n;
                    out.to(
                            u + height * noise.fbm(u / 85, v / 85, 2),
                            v + height * noise.fbm(u / 85 + 40, v / 85 - 70, 2));
                }
            }
            out.close();
            out.holes.set(out.holes.size() - 1, holes.get(i));
        }
        return out;
    }
}
