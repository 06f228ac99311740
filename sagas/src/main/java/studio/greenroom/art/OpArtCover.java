package studio.greenroom.art;

/** A field of black and white lines bent by a few hidden centres, with one disc in a single acid colour. */
final class OpArtCover implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        Colour paper = c.colour(.95, .012, 95);
        Colour ink = c.colour(.15, .01, 280);
        Colour acid = c.colour(.80, .19, c.mood().accent(c.deck().pick("acid", 62., 128., 100., 355., 205., 40.)));
        Dice dice = c.dice("field");
        double w = canvas.w();
        double h = canvas.h();
        boolean inverse = c.deck().draw("inverse", 3) == 1;
        Colour ground = inverse ? ink : paper;
        Colour line = inverse ? paper : ink;
        canvas.ground(Paint.flat(ground));
        boolean titled = !Sleeve.lines(c, 1).isEmpty();
        double m = 68;
        double floor = titled ? h - 178 : h - m;
        int kind = c.deck().draw("field", 4);
        Noise noise = new Noise(dice.next());
        double[] cx = {w * dice.in(.3, .7), w * dice.in(.1, .9), w * dice.in(.1, .9)};
        double[] cy = {floor * dice.in(.3, .7), floor * dice.in(.1, .9), floor * dice.in(.1, .9)};
        double dr = dice.in(130, 200);
        double ox = w * c.deck().pick("disc", .33, .66, .38, .62);
        double oy = m + (floor - m) * c.deck().pick("height", .36, .62, .42);
        float[] a = {line.r(), line.g(), line.b()};
        float[] b = {acid.r(), acid.g(), acid.b()};
        float[] dark = {ink.r(), ink.g(), ink.b()};
        Mask field = canvas.mask(Path.rect(m, m, w - 2 * m, floor - m));
        Mask disc = canvas.mask(Path.circle(ox, oy, dr));
        double step = 1 / canvas.scale;
        double[] above = new double[canvas.width + 1];
        double[] row = new double[canvas.width + 1];
        for (int y = -1; y < canvas.height; y++) {
            if (y % 200 == 0) {
                stages.reach(.15 + .55 * y / canvas.height);
            }
            for (int x = 0; x <= canvas.width; x++) {
                row[x] = phase(kind, x * step, y * step, cx, cy, ox, oy, dr, noise);
            }
            for (int x = 0; y >= 0 && x < canvas.width; x++) {
                float k = field.at(x, y);
                if (k > 0) {
                    double gx = row[x + 1] - row[x];
                    double gy = row[x] - above[x];
                    double grad = Math.sqrt(gx * gx + gy * gy) * 2 + 1e-6;
                    double f = Math.abs(row[x] - Math.floor(row[x]) - .5) * 2;
                    double v = Math.max(0, Math.min(1, (.5 - f) / Math.min(1.4, grad) + .5));
                    int i = (y * canvas.width + x) * 3;
                    float inside = disc.at(x, y);
                    if (inside > 0) {
                        canvas.blend(i, b, inside * k, Canvas.Blend.OVER);
                    }
                    canvas.blend(i, inside > .5 ? dark : a, (float) v * k, Canvas.Blend.OVER);
                }
            }
            double[] swap = above;
            above = row;
            row = swap;
        }
        if (titled) {
            double size = Sleeve.left(canvas, c, new Lettering(24, .86, 7), m, h - 76, 62, w - 2 * m - 120, line);
            canvas.fill(Path.circle(w - m - 26, h - 76 - size / 2, 22), acid);
        }
        return "a field of bent black lines with one acid disc";
    }

    private static double phase(
            int kind, double x, double y, double[] cx, double[] cy, double ox, double oy, double dr, Noise noise) {
        double dx = x - ox;
        double dy = y - oy;
        double d = Math.sqrt(dx * dx + dy * dy);
        double lens = d < dr ? (1 - d * d / (dr * dr)) : 0;
        switch (kind) {
            case 0 -> {
                double p = 0;
                for (int i = 0; i < 3; i++) {
                    double u = x - cx[i];
                    double v = y - cy[i];
                    p += Math.sqrt(u * u + v * v + 900) * (i == 0 ? 1 : .42);
                }
                return p / 23 + lens * 2.4;
            }
            case 1 -> {
                return (y + 46 * noise.fbm(x / 260, y / 310, 2) + lens * 74 * (dx * .5 + dy) / dr) / 19;
            }
            case 2 -> {
                double u = x - cx[0];
                double v = y - cy[0];
                double r = Math.sqrt(u * u + v * v + 400);
                return EngravedPortrait.angle(v, u) * 20 / (2 * StrictMath.PI) + r / 70 + lens * 1.5;
            }
            default -> {
                double bulge = 1 - .55 * lens;
                double u = ox + dx * bulge;
                double v = oy + dy * bulge;
                double zig = Math.abs(u / 92 - Math.floor(u / 92) - .5) * 2;
                return (v + zig * 44) / 24;
            }
        }
    }
}
