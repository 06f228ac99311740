package studio.greenroom.art;

import java.util.function.BiConsumer;

/**
 * A head 128 by 170 half-axes around (0, 0), lit from the right: one shadow plane cut along nose and lips, a lit
 * triangle on the far cheek and the jaw's shadow on the neck are what turn ovals into a person.
 */
final class Face {
    static final double W = 128;
    static final double H = 170;
    private final double jaw;
    private final double eyeLine;
    private final double brow;
    private final double mouth;
    private final double noseWidth;
    private final int eyes;
    private final Path head;

    /** @param eyes 0 open, 1 lowered, 2 round dark glasses, 3 half-lidded, 4 narrow dark glasses */
    Face(Dice dice, int eyes) {
        jaw = dice.in(0.70, 0.84);
        eyeLine = dice.in(-14, 0);
        brow = dice.in(-10, 8);
        mouth = dice.in(-5, 7);
        noseWidth = dice.in(0.85, 1.25);
        this.eyes = eyes;
        double j = jaw * W;
        head = Path.blob(
                0, -H, 66, -158, 110, -108, 127, -30, 122, 36, j + 2, 92, j * .62, 138, 27, 166, 0, H + 1, -27, 166,
                -j * .62, 138, -j - 2, 92, -122, 36, -127, -30, -110, -108, -66, -158);
    }

    Path head() {
        return head;
    }

    Path ears() {
        return Path.ellipse(-127, eyeLine + 32, 17, 36).add(Path.ellipse(127, eyeLine + 32, 17, 36));
    }

    void draw(BiConsumer<Part, Path> pen) {
        pen.accept(Part.SHADE, head);
        pen.accept(Part.SKIN, lit());
        double e = eyeLine;
        pen.accept(
                Part.SKIN,
                new Path()
                        .curve(-92, e + 40, -62, e + 34, -30, e + 36)
                        .curve(-28, e + 40, -34, e + 66, -50, e + 92)
                        .curve(-56, e + 90, -76, e + 68, -92, e + 40)
                        .close());
        pen.accept(Part.LINE, Path.ribbon(1, 5, 1, 2, e + 78, 14, e + 83, 26, e + 76));
        mouth(pen);
        for (int side = -1; side <= 1; side += 2) {
            eye(pen, side);
        }
        if (eyes == 2 || eyes == 4) {
            glasses(pen);
        }
    }

    /** The lit side, laid over a shaded head: the other order leaves a bright seam along the jaw. */
    private Path lit() {
        double e = eyeLine;
        double n = noseWidth;
        double m = 106 + mouth;
        return new Path()
                .to(200, -220)
                .to(-6, -220)
                .curve(-6, -175, -16, -120, -20, -60)
                .curve(-20, e - 34, -8, e - 14, -4, e + 4)
                .curve(-4, e + 4, 4, e + 34, 15 * n, e + 62)
                .curve(15 * n, e + 62, 14 * n, e + 76, 2, e + 78)
                .to(-8, e + 80)
                .curve(-8, e + 80, -4, e + 90, 0, m - 11)
                .to(3, m)
                .curve(3, m + 2, 10, m + 12, 2, m + 22)
                .curve(2, m + 22, 14, m + 26, 10, m + 33)
                .curve(10, m + 33, 4, m + 52, 14, 180)
                .to(200, 190)
                .close();
    }

    private void mouth(BiConsumer<Part, Path> pen) {
        double m = 106 + mouth;
        pen.accept(
                Part.LIP_LIGHT,
                new Path()
                        .curve(-32, m + 1, 0, m + 4, 36, m - 1)
                        .curve(36, m - 1, 22, m + 17, 2, m + 20, -18, m + 15, -32, m + 1)
                        .close());
        pen.accept(
                Part.LIP,
                new Path()
                        .curve(-36, m + 1, -20, m - 8, -7, m - 13, 1, m - 10, 9, m - 13, 22, m - 8, 40, m - 2)
                        .curve(40, m - 2, 18, m + 4, 2, m + 5, -18, m + 4, -36, m + 1)
                        .close());
        pen.accept(
                Part.SHADE,
                new Path()
                        .curve(-4, m + 29, 10, m + 26, 24, m + 28)
                        .curve(24, m + 28, 10, m + 36, -4, m + 29)
                        .close());
    }

    private void eye(BiConsumer<Part, Path> pen, int side) {
        double x = side * 57;
        double e = eyeLine;
        double b = e - 42 + brow * .4;
        pen.accept(
                Part.BROW,
                Path.ribbon(
                        8,
                        11,
                        2,
                        x - side * 32,
                        b + 6,
                        x,
                        b - 5 + brow * .3,
                        x + side * 24,
                        b - 2,
                        x + side * 37,
                        b + 9));
        if (eyes == 2 || eyes == 4) {
            return;
        }
        if (eyes == 1) {
            pen.accept(
                    Part.LINE,
                    Path.ribbon(
                            3,
                            8,
                            2,
                            x - side * 29,
                            e + 2,
                            x - side * 12,
                            e + 13,
                            x + side * 10,
                            e + 14,
                            x + side * 34,
                            e + 3));
            pen.accept(Part.LINE, Path.ribbon(5, 3, 1, x + side * 22, e + 10, x + side * 34, e + 15));
            return;
        }
        double open = eyes == 3 ? 4 : 13;
        Path almond = new Path()
                .curve(x - side * 29, e + 4, x - side * 10, e - open, x + side * 10, e - open, x + side * 31, e)
                .curve(x + side * 31, e, x + side * 10, e + 13, x - side * 12, e + 12, x - side * 29, e + 4)
                .close();
        pen.accept(Part.EYE, almond);
        double gaze = jaw > .77 ? 3 : -3;
        pen.accept(Part.IRIS, meet(Path.circle(x + gaze, e + (eyes == 3 ? 2 : -1), 12.5), almond));
        pen.accept(Part.GLINT, Path.circle(x + gaze + 4, e - (eyes == 3 ? -1 : 5), 3.2));
        pen.accept(
                Part.LINE,
                Path.ribbon(
                        2,
                        8,
                        3,
                        x - side * 30,
                        e + 4,
                        x - side * 10,
                        e - open,
                        x + side * 11,
                        e - open,
                        x + side * 36,
                        e - 3));
        pen.accept(
                Part.LINE, Path.ribbon(1, 2.6, 1, x - side * 16, e + 13, x + side * 2, e + 14.5, x + side * 22, e + 9));
    }

    /** An iris cut by the lids: its own points, held inside the almond's height at that place. */
    private static Path meet(Path iris, Path almond) {
        double top = 1e9;
        double low = -1e9;
        for (double[] p : almond.contours()) {
            for (int i = 1; i < p.length; i += 2) {
                top = Math.min(top, p[i]);
                low = Math.max(low, p[i]);
            }
        }
        Path out = new Path();
        for (double[] p : iris.contours()) {
            for (int i = 0; i < p.length; i += 2) {
                out.to(p[i], Math.min(low - 1, Math.max(top + 1, p[i + 1])));
            }
        }
        return out.close();
    }

    private void glasses(BiConsumer<Part, Path> pen) {
        double e = eyeLine + 4;
        for (int side = -1; side <= 1; side += 2) {
            double x = side * 56;
            Path lens = eyes == 2
                    ? Path.circle(x, e, 41)
                    : Path.blob(x - 44, e - 16, x, e - 22, x + 44, e - 16, x + 38, e + 14, x, e + 20, x - 38, e + 14);
            pen.accept(Part.GLASS, lens);
            pen.accept(
                    Part.GLASS,
                    Path.ribbon(8, 7, 5, x + side * 38, e - 8, x + side * 60, e - 11, x + side * 74, e - 12));
            pen.accept(Part.SHEEN, Path.polygon(x - 6, e + 20, x + 6, e + 20, x + 24, e - 18, x + 12, e - 18));
        }
        pen.accept(Part.GLASS, Path.ribbon(8, 9, 8, -22, e - 8, 0, e - 14, 22, e - 8));
    }
}
