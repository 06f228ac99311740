package studio.greenroom.art;

/** A sliced sun over hills and a grid that runs to the horizon. */
final class SynthwaveCover implements School {
    private static final double[][] SKIES = {
        {305, 345, 75, 205}, {285, 20, 88, 330}, {260, 340, 40, 190}, {275, 310, 15, 165}, {245, 200, 110, 330}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SKIES[c.deck().draw("sky", SKIES.length)];
        Dice dice = c.dice("synth");
        double w = canvas.w();
        double h = canvas.h();
        double horizon = h * c.deck().pick("horizon", .60, .66, .55);
        double sunX = w * c.deck().pick("sun", .5, .62, .38, .66);
        double r = 250 * c.deck().pick("size", 1., .86, 1.14);
        double sunY = horizon - r * c.deck().pick("rise", .82, .60, 1.08);
        Colour night = c.colour(.14, .06, q[0]);
        Colour air = c.colour(.44, .22, c.mood().accent(q[1]));
        canvas.ground(Paint.linear(0, 0, 0, horizon, night, c.colour(.24, .13, q[0]), air));
        for (int i = 0; i < 170 * w * h / 1e6; i++) {
            double v = dice.unit();
            canvas.fill(
                    Path.circle(dice.in(0, w), v * v * horizon * .8, .5 + dice.unit() * dice.unit() * 1.5),
                    c.colour(.94, .03, q[3]),
                    .3 + .6 * dice.unit());
        }
        stages.reach(.2);
        canvas.halo(sunX, sunY, r * 2.3, air, .75);
        Path sun = Path.circle(sunX, sunY, r).hole();
        for (int i = 0; i < 8; i++) {
            sun.add(Path.rect(sunX - r - 4, sunY - r * .02 + i * r * .142, 2 * r + 8, 4 + i * 2.9));
        }
        canvas.fill(
                sun,
                Paint.linear(
                        0,
                        sunY - r,
                        0,
                        sunY + r,
                        c.colour(.91, .14, q[2] + 15),
                        c.colour(.74, .19, q[2] - 25),
                        c.colour(.60, .25, q[1])));
        stages.reach(.35);
        for (int layer = 0; layer < 2; layer++) {
            hills(canvas, c, new Noise(dice.next()), horizon, layer, night, air, q);
        }
        grid(canvas, c, horizon, w * .5 + (sunX - w * .5) * .4, night, q, stages);
        palms(canvas, c, dice, horizon, sunX, night);
        return "a striped sun sinking behind a glowing grid";
    }

    private static void hills(
            Canvas canvas, Commission c, Noise n, double horizon, int layer, Colour night, Colour air, double[] q) {
        Path p = new Path().to(-10, horizon + 4);
        double w = canvas.w();
        for (double x = -10; x <= w + 10; x += 6) {
            double away = Math.min(1, Math.abs(x - w / 2) / (w * .45));
            double rise = (layer == 0 ? 34 + 80 * away : 8 + 58 * away * away)
                    * (1 + .75 * n.fbm(x / (layer == 0 ? 150 : 95), layer * 9, 4));
            p.to(x, horizon - Math.max(3, rise));
        }
        p.to(w + 10, horizon + 4).close();
        canvas.fill(
                p,
                Paint.linear(
                        0,
                        horizon - 130,
                        0,
                        horizon,
                        layer == 0 ? night.mix(air, .45) : night.mix(air, .12),
                        layer == 0 ? night.mix(air, .75) : night.mix(c.colour(.5, .2, q[0]), .35)));
    }

    private static void grid(
            Canvas canvas, Commission c, double horizon, double vx, Colour night, double[] q, Stages stages) {
        Colour line = c.colour(.80, .15, q[3]);
        Colour floor = c.colour(.30, .15, q[0] + 10);
        canvas.fill(
                Path.rect(-5, horizon, canvas.w() + 10, canvas.h()),
                Paint.linear(0, horizon, 0, canvas.h(), floor, night, night.shade(.7, 1)));
        float[] light = {line.r(), line.g(), line.b()};
        double deep = canvas.h() - horizon;
        double step = 1 / canvas.scale;
        for (int y = (int) (horizon * canvas.scale); y < canvas.height; y++) {
            double t = ((y + .5) * step - horizon) / deep;
            if (t <= 0) {
                continue;
            }
            double z = 1 / t;
            double dz = z * z * step / deep * 1.0;
            double spread = deep * t * .30;
            for (int x = 0; x < canvas.width; x++) {
                double u = ((x + .5) * step - vx) / spread;
                double across = wire(u, 1.0 / spread * step, .013 + .004 / t * 0);
                double along = wire(z * 1.15 + .3, dz * 1.15, .020);
                double fade = Math.min(1, t * 7);
                double k = Math.min(1, across * fade + along * Math.min(1, t * 4));
                if (k > .002) {
                    canvas.blend((y * canvas.width + x) * 3, light, (float) k, Canvas.Blend.LIGHT);
                }
            }
        }
        canvas.fill(
                canvas.mask(Path.rect(0, horizon - 1.2, canvas.w(), 2.4)), Paint.flat(line), Canvas.Blend.LIGHT, .9);
        canvas.fill(
                canvas.mask(Path.rect(-5, horizon - 60, canvas.w() + 10, 120)),
                (x, y, o) -> {
                    float k = (float) Math.max(0, 1 - Math.abs(y - horizon) / 60);
                    o[0] = light[0] * k * k;
                    o[1] = light[1] * k * k;
                    o[2] = light[2] * k * k;
                },
                Canvas.Blend.LIGHT,
                .16);
        stages.reach(.65);
    }

    /** A core line with a soft skirt of light around each whole number; lines thinner than a pixel dim instead of flicker. */
    private static double wire(double u, double pixel, double half) {
        double d = Math.abs(u - Math.floor(u + .5));
        double core = Math.max(0, Math.min(1, (half - d) / pixel + .5)) * Math.min(1, 2 * half / pixel);
        double skirt = Math.max(0, 1 - d / .16);
        return pixel > .6 ? .12 : core * .95 + skirt * skirt * skirt * .17;
    }

    private static void palms(Canvas canvas, Commission c, Dice dice, double horizon, double sunX, Colour night) {
        int side = c.deck().draw("palms", 3);
        if (side == 2) {
            return;
        }
        double edge = sunX > canvas.w() / 2 == (side == 0) ? .13 : .87;
        for (int i = 0; i < 2; i++) {
            double x = canvas.w() * edge + (i * 2 - 1) * dice.in(30, 62);
            double tall = dice.in(330, 440) * (i == 0 ? 1 : .76);
            canvas.fill(palm(x, horizon + 26 + i * 18, tall, dice), night.shade(.45, .8));
        }
    }

    /** A leaning trunk with drooping fronds cut into leaflets. */
    static Path palm(double x, double foot, double tall, Dice dice) {
        double lean = dice.in(-50, 50);
        double tx = x + lean;
        double ty = foot - tall;
        Path p = Path.ribbon(15, 9, 7, x, foot, x + lean * .2, foot - tall * .5, tx, ty);
        int fronds = 9;
        for (int i = 0; i < fronds; i++) {
            double side = (i - (fronds - 1) / 2.0) / ((fronds - 1) / 2.0);
            double reach = tall * (.33 + .06 * dice.unit());
            double ex = tx + side * reach;
            double ey = ty + reach * (side * side * .85 - .46) + dice.in(-10, 10);
            double mx = tx + side * reach * .55;
            double my = Math.min(ty, ey) - reach * .22;
            double out = side < 0 ? -1 : 1;
            for (int k = 0; k < 22; k++) {
                double t = .06 + k / 23.0;
                double bx = (1 - t) * (1 - t) * tx + 2 * t * (1 - t) * mx + t * t * ex;
                double by = (1 - t) * (1 - t) * ty + 2 * t * (1 - t) * my + t * t * ey;
                double leaf = reach * .34 * (1 - .62 * t) * Math.min(1, t * 4);
                p.add(Path.ribbon(
                        6, 5, .6, bx, by, bx + out * leaf * .42, by + leaf * .42, bx + out * leaf * .55, by + leaf));
            }
            p.add(Path.ribbon(6, 5, 1, tx, ty, .25 * tx + .5 * mx + .25 * ex, .25 * ty + .5 * my + .25 * ey, ex, ey));
        }
        return p;
    }
}
