package studio.greenroom.art;

/** The shapes of the built-in alphabet: origin top left, 100 high, as wide as asked, strokes of thickness t. */
final class Glyphs {
    private Glyphs() {}

    static Path draw(char c, double w, double t) {
        Path p = new Path();
        double r = w - t;
        switch (c) {
            case 'A' -> p.add(slant(w / 2, 0, t, 0)).add(slant(w / 2, w, t, 0)).add(bar(w * .22, 62, w * .56, t * .72));
            case 'B' ->
                p.add(bar(0, 0, t, 100))
                        .add(bowl(0, 0, w * .94, 50 + t * .4, t))
                        .add(bowl(0, 50 - t * .4, w, 50 + t * .4, t));
            case 'C' -> p.add(Path.ring(w / 2, 50, w / 2, 50, t, 48, 312));
            case 'D' -> p.add(bar(0, 0, t, 100)).add(bowl(0, 0, w, 100, t));
            case 'E' ->
                p.add(bar(0, 0, t, 100))
                        .add(bar(t * .4, 0, w - t * .4, t * .82))
                        .add(bar(t * .4, 50 - t * .41, w * .9 - t * .4, t * .82))
                        .add(bar(t * .4, 100 - t * .82, w - t * .4, t * .82));
            case 'F' ->
                p.add(bar(0, 0, t, 100))
                        .add(bar(t * .4, 0, w - t * .4, t * .82))
                        .add(bar(t * .4, 48 - t * .3, w * .88 - t * .4, t * .82));
            case 'G' ->
                p.add(Path.ring(w / 2, 50, w / 2, 50, t, 20, 312))
                        .add(bar(w * .52, 50, w * .46, t * .8))
                        .add(bar(w - t * .98, 50, t * .9, 32));
            case 'H' ->
                p.add(bar(0, 0, t, 100)).add(bar(r, 0, t, 100)).add(bar(t * .4, 50 - t * .41, w - t * .8, t * .82));
            case 'I' -> p.add(bar(0, 0, t, 100));
            case 'J' -> p.add(bar(r, 0, t, 100 - w / 2)).add(Path.ring(w / 2, 100 - w / 2, w / 2, w / 2, t, 0, 165));
            case 'K' ->
                p.add(bar(0, 0, t, 100))
                        .add(slant(w - t * .6, t * .75, t * 1.15, 0, 62))
                        .add(slant(t * .75 + (w - t * 1.35) * .34, w - t * .5, t * 1.15, 40, 100));
            case 'L' -> p.add(bar(0, 0, t, 100)).add(bar(t * .4, 100 - t * .82, w - t * .4, t * .82));
            case 'M' ->
                p.add(bar(0, 0, t, 100))
                        .add(bar(r, 0, t, 100))
                        .add(slant(t * .5, w / 2, t, 0, 78))
                        .add(slant(w - t * .5, w / 2, t, 0, 78));
            case 'N' -> p.add(bar(0, 0, t, 100)).add(bar(r, 0, t, 100)).add(slant(t * .5, w - t * .5, t * .92, 0));
            case 'O' -> p.add(Path.ring(w / 2, 50, w / 2, 50, t, 0, 360));
            case 'P' -> p.add(bar(0, 0, t, 100)).add(bowl(0, 0, w, 58, t));
            case 'Q' -> p.add(Path.ring(w / 2, 50, w / 2, 50, t, 0, 360)).add(slant(w * .62, w * .94, t, 66, 104));
            case 'R' ->
                p.add(bar(0, 0, t, 100))
                        .add(bowl(0, 0, w * .97, 57, t))
                        .add(slant(w * .45, w - t * .5, t * 1.1, 50, 100));
            case 'S' -> snake(p, w, t);
            case 'T' -> p.add(bar(0, 0, w, t * .85)).add(bar((w - t) / 2, 0, t, 100));
            case 'U' ->
                p.add(bar(0, 0, t, 100 - w / 2))
                        .add(bar(r, 0, t, 100 - w / 2))
                        .add(Path.ring(w / 2, 100 - w / 2, w / 2, w / 2, t, 0, 180));
            case 'V' -> p.add(slant(0, w / 2, t, 1)).add(slant(w, w / 2, t, 1));
            case 'W' ->
                p.add(slant(t * .5, w * .28, t * .92, 0))
                        .add(slant(w * .5, w * .28, t * .92, 0))
                        .add(slant(w * .5, w * .72, t * .92, 0))
                        .add(slant(w - t * .5, w * .72, t * .92, 0));
            case 'X' ->
                p.add(slant(t * .55, w - t * .55, t * 1.1, 0, 100)).add(slant(w - t * .55, t * .55, t * 1.1, 0, 100));
            case 'Y' ->
                p.add(slant(t * .55, w / 2, t * 1.05, 0, 58))
                        .add(slant(w - t * .55, w / 2, t * 1.05, 0, 58))
                        .add(bar((w - t) / 2, 50, t, 50));
            case 'Z' ->
                p.add(bar(0, 0, w, t * .82))
                        .add(bar(0, 100 - t * .82, w, t * .82))
                        .add(slant(w - t * .62, t * .62, t * 1.2, t * .4, 100 - t * .4));
            default -> sign(p, c, w, t);
        }
        return p;
    }

    private static void sign(Path p, char c, double w, double t) {
        double r = w - t;
        switch (c) {
            case '0' -> p.add(Path.ring(w / 2, 50, w / 2, 50, t, 0, 360));
            case '1' -> p.add(bar(r, 0, t, 100)).add(slant(r + t * .5, t * .5, t, 0, 34));
            case '2' ->
                p.add(Path.ring(w / 2, 34, w / 2, 34, t, 180, 380))
                        .add(slant(w - t * .6, t * .6, t * 1.15, 42, 100))
                        .add(bar(0, 100 - t * .82, w, t * .82));
            case '3' ->
                p.add(Path.ring(w / 2, 26 + t * .2, w * .47, 26 + t * .2, t, 200, 450))
                        .add(Path.ring(w / 2, 74 - t * .2, w / 2, 26 + t * .2, t, -90, 160));
            case '4' ->
                p.add(bar(w * .94 - t, 0, t, 100))
                        .add(slant(w * .94 - t * .5, t * .5, t, 0, 76))
                        .add(bar(0, 76 - t * .82, w, t * .82));
            case '5' ->
                p.add(bar(w * .1, 0, w * .82, t * .82))
                        .add(bar(w * .1, 0, t, 50))
                        .add(Path.ring(w / 2, 66, w / 2, 34, t, -128, 160));
            case '6' -> p.add(Path.ring(w / 2, 66, w / 2, 34, t, 0, 360)).add(slant(w * .7, t * .5, t, 0, 64));
            case '7' -> p.add(bar(0, 0, w, t * .82)).add(slant(w - t * .55, w * .34, t * 1.1, t * .3, 100));
            case '8' ->
                p.add(Path.ring(w / 2, 26 + t * .2, w * .46, 26 + t * .2, t, 0, 360))
                        .add(Path.ring(w / 2, 74 - t * .2, w / 2, 26 + t * .2, t, 0, 360));
            case '9' -> p.add(Path.ring(w / 2, 34, w / 2, 34, t, 0, 360)).add(slant(w - t * .5, w * .3, t, 36, 100));
            case '.' -> p.add(bar(0, 100 - t, t, t));
            case ',' -> p.add(slant(t * .7, t * .2, t * .8, 100 - t, 112));
            case ':' -> p.add(bar(0, 100 - t, t, t)).add(bar(0, 36, t, t));
            case '\'' -> p.add(bar(0, 0, t * .8, 32));
            case '-' -> p.add(bar(0, 50 - t * .4, w, t * .8));
            case '+' ->
                p.add(bar(w * .1, 50 - t * .4, w * .8, t * .8)).add(bar((w - t * .8) / 2, 50 - w * .4, t * .8, w * .8));
            case '/' -> p.add(slant(w - t * .5, t * .5, t, 0));
            case '!' -> p.add(bar(0, 0, t, 62)).add(bar(0, 100 - t, t, t));
            case '?' ->
                p.add(Path.ring(w / 2, 30, w / 2, 30, t, 180, 430))
                        .add(bar((w - t) / 2, 46, t, 22))
                        .add(bar((w - t) / 2, 100 - t * .95, t, t * .95));
            case '&' ->
                p.add(Path.ring(w * .42, 24, w * .3, 24, t * .85, 0, 360))
                        .add(Path.ring(w * .42, 70, w * .42, 30, t * .95, 30, 290))
                        .add(slant(w * .32, w - t * .5, t, 38, 100));
            default -> {}
        }
    }

    private static Path bar(double x, double y, double w, double h) {
        return Path.rect(x, y, w, h);
    }

    /** A stroke between two heights whose horizontal section has width t, its middle running from one x to another. */
    private static Path slant(double top, double foot, double t, double from, double to) {
        double h = t / 2;
        return Path.polygon(top - h, from, top + h, from, foot + h, to, foot - h, to);
    }

    /** A full-height leg that keeps inside the glyph at its spread end: the foot for anchor 0, the top for anchor 1. */
    private static Path slant(double top, double foot, double t, int anchor) {
        double h = t * .56;
        double a = anchor == 1 ? in(top, foot, h) : top;
        double b = anchor == 0 && Math.abs(foot - top) > h ? in(foot, top, h) : foot;
        return Path.polygon(a - h, 0, a + h, 0, b + h, 100, b - h, 100);
    }

    private static double in(double edge, double other, double h) {
        return edge <= h * .9 || edge > other && edge - other > h ? edge + (other > edge ? h : -h) : edge;
    }

    /** A half ring closed to the left by two bars: the bowl of D, P, B and R. */
    private static Path bowl(double x, double y, double w, double h, double t) {
        double r = Math.min(h / 2, w - t * .4);
        return new Path()
                .add(bar(x + t * .4, y, w - r + .4 - t * .4, t * .82))
                .add(bar(x + t * .4, y + h - t * .82, w - r + .4 - t * .4, t * .82))
                .add(new Path()
                        .arc(x + w - r, y + h / 2, r, h / 2, -90, 90)
                        .arc(x + w - r, y + h / 2, Math.max(1, r - t), Math.max(1, h / 2 - t * .82), 90, -90)
                        .close());
    }

    private static void snake(Path p, double w, double t) {
        double q = t * .88;
        double ry = 25 + q / 4;
        p.add(Path.ring(w / 2, ry, w * .48, ry, q, 90, 338));
        p.add(Path.ring(w / 2, 100 - ry, w / 2, ry, q, -90, 158));
    }
}
