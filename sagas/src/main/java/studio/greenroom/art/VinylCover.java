package studio.greenroom.art;

/** A record that fills the sheet, its sheen in four soft wedges, with level bars around the rim. */
final class VinylCover implements School {
    private static final double[][] SETS = {
        {.83, .12, 65, 255, 25},
        {.62, .19, 30, 85, 200},
        {.78, .10, 185, 20, 350},
        {.90, .07, 95, 350, 265},
        {.52, .15, 270, 60, 350},
        {.80, .10, 350, 150, 255}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SETS[c.deck().draw("set", SETS.length)];
        Colour ground = c.colour(q[0], q[1], c.mood().accent(q[2]));
        Colour label = c.colour(.70, .15, q[3]);
        Colour second = c.colour(.60, .18, q[4]);
        Colour bar = second.contrast(ground) > 1.6 ? second : c.colour(.22, .03, q[2]);
        Dice dice = c.dice("vinyl");
        Noise noise = new Noise(dice.next());
        double w = canvas.w();
        double h = canvas.h();
        int place = c.deck().draw("place", 3);
        double cx = w * (place == 0 ? .36 : place == 1 ? .66 : .5);
        double cy = h * (place == 2 ? .41 : .38);
        double r = Math.min(w, h) * (place == 2 ? .33 : .43);
        canvas.ground(Paint.flat(ground).paper(noise, .025));
        boolean titled = !Sleeve.lines(c, 1).isEmpty();
        for (int i = 0; i < 96; i++) {
            double level = .25 + .75 * Math.abs(noise.fbm(i * .19, 4, 3)) * 1.8;
            double len = 18 + 74 * Math.min(1, level);
            double tip = cy + (r + 22 + len) * StrictMath.sin(i * 3.75 * StrictMath.PI / 180);
            if (!titled || tip < h * .945 - 150) {
                canvas.fill(
                        Path.rect(r + 22, -4.2, len, 8.4).turn(i * 3.75, 0, 0).shift(cx, cy), bar);
            }
        }
        stages.reach(.25);
        canvas.shadow(canvas.mask(Path.circle(cx, cy, r)), 8, 12, 22, .45);
        disc(canvas, cx, cy, r, noise, dice.in(0, 3), c);
        stages.reach(.6);
        double lr = r * .34;
        canvas.fill(Path.circle(cx, cy, lr), label);
        switch (c.deck().draw("label", 3)) {
            case 0 -> canvas.fill(new Path().arc(cx, cy, lr, lr, 0, 180).close(), second);
            case 1 -> canvas.fill(Path.ring(cx, cy, lr * .86, lr * .86, lr * .16, 0, 360), second);
            default ->
                canvas.fill(
                        new Path()
                                .to(cx, cy)
                                .arc(cx, cy, lr, lr, -60, 60)
                                .close()
                                .to(cx, cy)
                                .arc(cx, cy, lr, lr, 120, 240)
                                .close(),
                        second);
        }
        canvas.fill(Path.circle(cx, cy, 8), ground);
        Colour ink = ground.readable(c.colour(.18, .03, q[2]), c.colour(.95, .02, 85));
        Lettering face = new Lettering(25, .86, 7);
        for (String line : Sleeve.lines(c, 1)) {
            double size = Math.min(96, w * .84 / face.measure(line));
            double x = place == 0 ? w * .93 - face.measure(line) * size : w * .07;
            canvas.fill(face.set(line, x, h * .945 - size - (place == 0 ? 22 : 0), size), ink);
        }
        return "a vinyl record ringed by level bars";
    }

    private static void disc(Canvas canvas, double cx, double cy, double r, Noise noise, double turn, Commission c) {
        Colour black = c.colour(.17, .008, 265);
        Colour shine = c.colour(.62, .012, 250);
        canvas.fill(Path.circle(cx, cy, r), (x, y, o) -> {
            double dx = x - cx;
            double dy = y - cy;
            double d = Math.sqrt(dx * dx + dy * dy);
            double a = EngravedPortrait.angle(dy, dx) + turn;
            double wedge = fold(a / StrictMath.PI);
            double groove = noise.at(d * .62, 1.5) * .5 + noise.at(d * .19, 9.5) * .5;
            double gap = Math.abs(d / r - .52) < .006 || Math.abs(d / r - .74) < .005 || d > r * .975 || d < r * .40
                    ? .25
                    : 1;
            float k = (float) Math.max(0, (.025 + wedge * wedge * wedge * .55) * (1 + .75 * groove) * gap);
            o[0] = black.r() + (shine.r() - black.r()) * k;
            o[1] = black.g() + (shine.g() - black.g()) * k;
            o[2] = black.b() + (shine.b() - black.b()) * k;
        });
    }

    /** A smooth bump of height one, once per unit. */
    private static double fold(double t) {
        double f = Math.abs(t - Math.floor(t) - .5) * 2;
        return f * f * (3 - 2 * f);
    }
}
