package studio.greenroom.art;

/** The trace of two damped pendulums in gold on a dark ground, framed like an old edition. */
final class HarmonographCover implements School {
    private static final double[][] GROUNDS = {
        {.20, .05, 265}, {.22, .045, 165}, {.21, .06, 20}, {.93, .025, 85}, {.18, .02, 60}, {.24, .06, 305}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = GROUNDS[c.deck().draw("ground", GROUNDS.length)];
        Colour ground = c.colour(q[0], q[1], c.mood().accent(q[2]));
        boolean pale = ground.luminance() > .4;
        Colour gold = pale ? c.colour(.42, .10, 45) : c.colour(.80, .11, 82);
        Colour light = pale ? c.colour(.30, .08, 20) : c.colour(.93, .07, 90);
        double w = canvas.w();
        double h = canvas.h();
        Noise noise = new Noise(c.dice("noise").next());
        canvas.ground(
                Paint.radial(w / 2, h * .42, Math.max(w, h) * .75, ground.shade(1.12, 1), ground, ground.shade(.84, 1))
                        .paper(noise, .03));
        double m = 62;
        canvas.fill(edge(w, h, m, 2.6).add(edge(w, h, m + 12, 1.2)), gold);
        stages.reach(.2);
        trace(canvas, c, w / 2, h * .44, gold, light, stages);
        boolean titled = Sleeve.centred(canvas, c, new Lettering(7.5, .86, 44), w / 2, h - 172, 34, w - 320, gold);
        double y = titled ? h - 118 : h - 130;
        canvas.fill(
                Path.rect(w / 2 - 90, y, 70, 1.3)
                        .add(Path.rect(w / 2 + 20, y, 70, 1.3))
                        .add(Path.polygon(w / 2, y - 6, w / 2 + 6, y + .6, w / 2, y + 7, w / 2 - 6, y + .6)),
                gold);
        return "a golden pendulum trace on a dark framed ground";
    }

    private static Path edge(double w, double h, double m, double t) {
        return new Path()
                .add(Path.rect(m, m, w - 2 * m, h - 2 * m))
                .hole()
                .add(Path.rect(m + t, m + t, w - 2 * m - 2 * t, h - 2 * m - 2 * t));
    }

    private static void trace(
            Canvas canvas, Commission c, double cx, double cy, Colour gold, Colour light, Stages stages) {
        Dice dice = c.dice("pendulum");
        int[][] ratios = {{2, 3}, {3, 4}, {1, 2}, {3, 5}, {1, 1}, {2, 5}, {4, 5}};
        int[] ratio = ratios[c.deck().draw("ratio", ratios.length)];
        double p1 = dice.in(0, 6.28);
        double p2 = dice.in(0, 6.28);
        double drift = dice.in(.004, .0085) * (dice.chance(.5) ? 1 : -1);
        double size = Math.min(canvas.w() * .36, canvas.h() * .30);
        Colour glint = gold.mix(light, .6);
        int n = 7000;
        double span = 2 * StrictMath.PI * 30;
        double lx = 0;
        double ly = 0;
        for (int i = 0; i <= n; i++) {
            double t = span * i / n / Math.max(1, (ratio[0] + ratio[1]) / 3.0);
            double fall = 1 - .80 * i / n;
            double x = cx + size * fall * StrictMath.sin(t * ratio[0] + p1);
            double y = cy + size * fall * StrictMath.sin(t * (ratio[1] + drift) + p2);
            if (i > 0) {
                double dx = x - lx;
                double dy = y - ly;
                double len = Math.sqrt(dx * dx + dy * dy) + 1e-9;
                double half = .6 + .5 * fall;
                double nx = -dy / len * half;
                double ny = dx / len * half;
                double ex = dx / len * .3;
                double ey = dy / len * .3;
                canvas.fill(
                        Path.polygon(
                                lx - ex + nx,
                                ly - ey + ny,
                                x + ex + nx,
                                y + ey + ny,
                                x + ex - nx,
                                y + ey - ny,
                                lx - ex - nx,
                                ly - ey - ny),
                        fall > .6 ? gold : glint,
                        .9);
            }
            lx = x;
            ly = y;
            if (i % 600 == 0) {
                stages.reach(.2 + .5 * i / n);
            }
        }
    }
}
