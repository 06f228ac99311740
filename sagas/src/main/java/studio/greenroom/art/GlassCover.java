package studio.greenroom.art;

/** A leaded window: a flowering plant, mirrored, before a sun, in a border of small panes. */
final class GlassCover implements School {
    private static final double[][] SETS = {
        {235, 60, 28, 150}, {165, 88, 15, 140}, {300, 75, 350, 160}, {30, 92, 255, 155}, {265, 45, 95, 190}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SETS[c.deck().draw("set", SETS.length)];
        double hue = c.mood().accent(q[0]);
        double w = canvas.w();
        double h = canvas.h();
        Dice dice = c.dice("plant");
        byte[] material = new byte[canvas.width * canvas.height];
        double cx = w / 2;
        double sunY = h * c.deck().pick("sun", .34, .42, .30);
        double u = Math.min(w, h) / 1000;
        mark(canvas, material, Path.circle(cx, sunY, 240 * c.deck().pick("size", 1., 1.2, .85)), 10);
        stages.reach(.15);
        Path hills = new Path()
                .to(-5, h + 5)
                .curve(-5, h * .80, w * .25, h * .74, w * .5, h * .80, w * .75, h * .76, w + 5, h * .82)
                .to(w + 5, h + 5)
                .close();
        mark(canvas, material, hills, 3);
        double top = sunY + 10;
        mark(canvas, material, Path.ribbon(30, 20, 12, cx, h * .92, cx + 6, h * .6, cx, top), 4);
        int tiers = c.deck().pick("tiers", 3, 4, 2);
        for (int i = 0; i < tiers; i++) {
            double y = h * .78 - (h * .78 - top - 60) * (i + .2) / tiers;
            double reach = w * (.33 - i * .05) + dice.in(-10, 20);
            double rise = dice.in(90, 150);
            for (int s = -1; s <= 1; s += 2) {
                mark(
                        canvas,
                        material,
                        Path.ribbon(13, 10, 7, cx, y, cx + s * reach * .55, y - 8, cx + s * reach, y - rise),
                        4);
                for (int k = 1; k <= 3; k++) {
                    double lx = cx + s * reach * k * .26;
                    mark(
                            canvas,
                            material,
                            leaf(lx, y - 6 - rise * k * k * .03, 78 * u, s * (28 + k * 10) - 90),
                            k % 2 == 0 ? 5 : 6);
                    mark(
                            canvas,
                            material,
                            leaf(lx + s * 12, y + 6 - rise * k * k * .03, 66 * u, s * (-28 + k * 8) + 90),
                            k % 2 == 0 ? 6 : 5);
                }
                flower(canvas, material, cx + s * reach, y - rise - 14, (58 + i * 4) * u, i % 2 == 0 ? 7 : 8, 6 + i);
            }
        }
        flower(canvas, material, cx, top - 40, 108 * u, 7, 9);
        stages.reach(.3);
        double b = 62;
        mark(
                canvas,
                material,
                new Path().add(Path.rect(-5, -5, w + 10, h + 10)).hole().add(Path.rect(b, b, w - 2 * b, h - 2 * b)),
                11);
        Glass.glaze(
                canvas,
                material,
                10,
                (m, x, y, d) -> {
                    double l = d.bell() * .04;
                    double far = Math.sqrt((x - cx) * (x - cx) + (y - sunY) * (y - sunY)) / 800;
                    return switch (m) {
                        case 0 -> c.colour(.66 - .28 * Math.min(1, far) + l, .095, hue + 26 * far + d.bell() * 10);
                        case 3 -> c.colour(.42 + l, .09, q[3] + d.bell() * 14);
                        case 4 -> c.colour(.34 + l, .07, 90 + d.bell() * 8);
                        case 5 -> c.colour(.60 + l, .12, q[3] + d.bell() * 10);
                        case 6 -> c.colour(.48 + l, .10, q[3] + 18 + d.bell() * 10);
                        case 7 -> c.colour(.60 + l, .18, q[2] + d.bell() * 8);
                        case 8 -> c.colour(.76 + l, .13, q[2] + 30 + d.bell() * 8);
                        case 9 -> c.colour(.88 + l, .13, 88);
                        case 10 -> c.colour(.86 + l, .12, q[1] + d.bell() * 9);
                        default -> c.colour(.40 + l * 1.6, .11, hue + 20 + d.bell() * 24);
                    };
                },
                Colour.oklch(.13, .02, hue),
                c.dice("panes"),
                stages);
        return "a leaded window with a flowering plant before the sun";
    }

    private static Path leaf(double x, double y, double size, double degrees) {
        return Path.blob(
                        0,
                        0,
                        size * .32,
                        -size * .26,
                        size * .72,
                        -size * .22,
                        size,
                        0,
                        size * .72,
                        size * .22,
                        size * .32,
                        size * .26)
                .turn(degrees, 0, 0)
                .shift(x, y);
    }

    private static void flower(Canvas canvas, byte[] material, double x, double y, double size, int kind, int petals) {
        for (int i = 0; i < petals; i++) {
            mark(canvas, material, leaf(x, y, size, i * 360.0 / petals - 90), kind);
        }
        mark(canvas, material, Path.circle(x, y, size * .30), 9);
    }

    private static void mark(Canvas canvas, byte[] material, Path path, int kind) {
        Mask mask = canvas.mask(path);
        for (int v = 0; v < mask.h; v++) {
            for (int u = 0; u < mask.w; u++) {
                if (mask.a[v * mask.w + u] > .5f) {
                    material[(v + mask.y0) * canvas.width + u + mask.x0] = (byte) kind;
                }
            }
        }
    }

    @Override
    public double border() {
        return 6;
    }
}
