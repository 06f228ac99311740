package studio.greenroom.art;

/** An engraved eclipse whose rays are ruled lines, over spires cut from the same lines. */
final class EclipseCover implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        Colour bone = c.colour(.93, .025, 82);
        Colour ink = c.colour(.14, .012, 60);
        Colour red = c.deck()
                .pick(
                        "blood",
                        c.colour(.53, .21, c.mood().accent(27)),
                        c.colour(.62, .21, c.mood().accent(38)),
                        c.colour(.78, .15, c.mood().accent(78)),
                        c.colour(.50, .20, c.mood().accent(300)),
                        c.colour(.90, .02, 85));
        Noise noise = new Noise(c.dice("noise").next());
        Dice dice = c.dice("spires");
        double w = canvas.w();
        double h = canvas.h();
        boolean titled = !Sleeve.lines(c, 1).isEmpty();
        double m = 66;
        double floor = titled ? h - 150 : h - m;
        double sx = w * c.deck().pick("sun", .5, .60, .40);
        double sy = floor * c.deck().pick("high", .36, .42, .33);
        double r = c.deck().pick("radius", 135., 170., 112.);
        boolean solid = c.deck().draw("disc", 2) == 0;
        canvas.ground(Paint.flat(ink).paper(noise, .05));
        int kind = c.deck().draw("land", 3);
        double[] line = kind == 0
                ? spires(w, m, floor, dice)
                : kind == 1 ? peaks(w, floor, noise) : cathedral(w, floor, sx, dice);
        stages.reach(.2);
        float[] paper = {bone.r(), bone.g(), bone.b()};
        double step = 1 / canvas.scale;
        double rays = StrictMath.PI * 2 / c.deck().pick("rays", 220, 280, 180);
        Mask field = canvas.mask(Path.rect(m, m, w - 2 * m, floor - m));
        for (int y = 0; y < canvas.height; y++) {
            if (y % 200 == 0) {
                stages.reach(.2 + .5 * y / canvas.height);
            }
            for (int x = 0; x < canvas.width; x++) {
                float k = field.at(x, y);
                if (k <= 0) {
                    continue;
                }
                double ux = x * step;
                double uy = y * step;
                double dx = ux - sx;
                double dy = uy - sy;
                double d = Math.sqrt(dx * dx + dy * dy);
                double top = line[(int) Math.min(line.length - 1, ux)];
                double bare;
                if (uy > top) {
                    double depth = Math.min(1, (uy - top) / 260);
                    double crag = .35 - Math.abs(noise.fbm(ux / 95 + uy / 300, uy / 150, 3)) * 1.7;
                    double lit = Math.max(.05, Math.min(.46, .17 + crag * .36 - depth * .14));
                    bare = EngravedPortrait.lines(
                            (ux * .55 + uy * .80 + noise.fbm(ux / 90, uy / 90, 2) * 9) / 6.4, 6.4, lit, step);
                    bare = Math.max(bare, Math.max(0, 1 - Math.abs(uy - top) / 1.6) * .9);
                } else if (d < r + 9 || top - uy < 6) {
                    bare = 0;
                } else {
                    double tone = Math.max(.10, .86 - (d - r) / 900 + noise.fbm(ux / 120, uy / 120, 2) * .07);
                    bare = EngravedPortrait.lines(
                            EngravedPortrait.angle(dy, dx) / rays + noise.at(d / 46, 3) * .10,
                            Math.max(1, d * rays),
                            tone,
                            step);
                }
                canvas.blend((y * canvas.width + x) * 3, paper, (float) (bare * k), Canvas.Blend.OVER);
            }
        }
        canvas.fill(solid ? Path.circle(sx, sy, r - 4) : Path.ring(sx, sy, r - 2, r - 2, 15, 0, 360), red);
        canvas.fill(frame(w, floor, m), bone);
        if (titled) {
            Sleeve.centred(canvas, c, new Lettering(17, .78, 34), w / 2, floor + 36, 58, w - 300, bone);
            for (int s = -1; s <= 1; s += 2) {
                double x = w / 2 + s * (w / 2 - m - 20);
                canvas.fill(Path.polygon(x, floor + 53, x + 9, floor + 65, x, floor + 77, x - 9, floor + 65), red);
            }
        }
        return "an engraved eclipse over "
                + (kind == 0 ? "black spires" : kind == 1 ? "jagged peaks" : "a ruined cathedral");
    }

    private static Path frame(double w, double floor, double m) {
        return new Path()
                .add(Path.rect(m - 10, m - 10, w - 2 * m + 20, floor - m + 20))
                .hole()
                .add(Path.rect(m - 6, m - 6, w - 2 * m + 12, floor - m + 12));
    }

    private static double[] spires(double w, double m, double floor, Dice dice) {
        double[] line = flat(w, floor - 40);
        for (int i = 0; i < w / 62; i++) {
            double x = dice.in(m, w - m);
            double tall = (120 + 300 * dice.unit() * dice.unit()) * (.5 + Math.abs(x - w / 2) / w);
            double half = tall * dice.in(.10, .17);
            for (int k = (int) Math.max(0, x - half); k < Math.min(line.length, x + half); k++) {
                double t = 1 - Math.abs(k - x) / half;
                line[k] = Math.min(line[k], floor - 40 - tall * t * (.55 + .45 * t) - (k % 23 < 5 ? 7 : 0));
            }
        }
        return line;
    }

    private static double[] peaks(double w, double floor, Noise noise) {
        double[] line = flat(w, floor);
        for (int k = 0; k < line.length; k++) {
            double ridge = 1 - Math.abs(noise.fbm(k / 190.0, 7, 4)) * 2.1;
            line[k] = floor - 70 - Math.max(0, ridge) * (120 + 130 * Math.abs(k - w / 2) / (w / 2));
        }
        return line;
    }

    private static double[] cathedral(double w, double floor, double sx, Dice dice) {
        double[] line = flat(w, floor - 60);
        double x = 70;
        while (x < w - 70) {
            double wide = dice.in(34, 78);
            double tall = dice.in(60, 200) + (Math.abs(x - sx) > 190 ? dice.in(20, 170) : 0);
            boolean steeple = dice.chance(.5);
            for (int k = (int) x; k < Math.min(line.length, x + wide); k++) {
                double t = 1 - Math.abs((k - x) / wide * 2 - 1);
                line[k] = floor - 60 - tall - (steeple ? t * wide * 2.0 : (k / 9 % 2) * 12);
            }
            x += wide + dice.in(-6, 30);
        }
        return line;
    }

    private static double[] flat(double w, double at) {
        double[] line = new double[(int) Math.ceil(w) + 2];
        java.util.Arrays.fill(line, at);
        return line;
    }
}
