package studio.greenroom.art;

/** Two inks on paper: a flat spot colour and a black-ish screen, slightly out of register. */
class RisoPortrait implements School {
    private static final double[][] INKS = {
        {.64, .21, 28, .20, .07, 285},
        {.66, .15, 200, .22, .09, 20},
        {.74, .16, 66, .21, .06, 30},
        {.68, .19, 355, .24, .10, 265},
        {.62, .16, 255, .19, .05, 300},
        {.70, .15, 150, .22, .07, 310},
        {.80, .165, 92, .22, .07, 275}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        Colour paper = c.colour(.95, .025, 85);
        double[] set = INKS[c.deck().draw("inks", INKS.length)];
        Colour spot = c.colour(
                set[0], set[0] > .75 ? set[1] : Math.min(set[1], .2), c.mood().accent(set[2]));
        Colour key =
                c.mood().kind() == Mood.Kind.PASTEL ? Colour.oklch(.36, .1, set[5]) : c.colour(set[3], set[4], set[5]);
        Noise noise = new Noise(c.dice("noise").next());
        canvas.ground(Paint.flat(paper).paper(noise, .012));
        Sitter sitter = c.sitter(canvas);
        stages.reach(.2);
        Path panel = panel(canvas, c, sitter);
        print(canvas, c, sitter, panel, spot, key, paper, noise, stages);
        return "a two-ink print of someone with " + sitter.look;
    }

    private static Path panel(Canvas canvas, Commission c, Sitter s) {
        double w = canvas.w();
        double h = canvas.h();
        return switch (c.deck().draw("panel", 4)) {
            case 0 -> Path.rect(w * .09, h * .08, w * .82, h * .66);
            case 1 -> Path.circle(s.cx, s.cy - 10, 385 * s.k);
            case 2 -> Path.rect(s.cx - 250 * s.k, -20, 500 * s.k, h + 40);
            default -> stripes(w, h);
        };
    }

    private static Path stripes(double w, double h) {
        Path p = new Path();
        for (double y = 70; y < h * .78; y += 76) {
            p.add(Path.rect(60, y, w - 120, 44));
        }
        return p;
    }

    /** Prints spot and key plates; the spot colour leaves the sitter's light free and tints cloth and shade. */
    static void print(
            Canvas canvas,
            Commission c,
            Sitter sitter,
            Path panel,
            Colour spot,
            Colour key,
            Colour paper,
            Noise noise,
            Stages stages) {
        Dice dice = c.dice("register");
        Plate plate = new Plate(canvas, sitter);
        stages.reach(.4);
        Mask ground = canvas.mask(panel);
        double pitch = dice.in(9.4, 11);
        Halftone dark = new Halftone(pitch, 15);
        Halftone tint = new Halftone(pitch * 1.02, 75);
        int dx = (int) Math.round((dice.chance(.5) ? 1 : -1) * dice.in(3, 6) * canvas.scale);
        int dy = (int) Math.round(dice.in(-4, 4) * canvas.scale);
        float[] a = {spot.r(), spot.g(), spot.b()};
        float[] b = {key.r(), key.g(), key.b()};
        int n = plate.w;
        for (int y = 0; y < canvas.height; y++) {
            if (y % 200 == 0) {
                stages.reach(.42 + .3 * y / canvas.height);
            }
            for (int x = 0; x < n; x++) {
                int i = y * n + x;
                double ux = x / canvas.scale;
                double uy = y / canvas.scale;
                int sx = Math.min(n - 1, Math.max(0, x - dx));
                int j = Math.min(canvas.height - 1, Math.max(0, y - dy)) * n + sx;
                double worn = noise.white(x, y) < .006 ? .55 : 1;
                double patch = noise.at(ux / 60, uy / 60) * .018 + .97;
                double first = ground.at(sx, j / n) * (1 - plate.cover[j]);
                Part under = plate.part(j);
                if (under != null) {
                    double t = under.isCloth()
                            ? (plate.tone[j] > .27 ? .9 : .45)
                            : under == Part.SHADE
                                    ? .42
                                    : under == Part.HAT
                                            ? .95
                                            : under == Part.LIP_LIGHT || under == Part.JEWEL ? .95 : 0;
                    first = Math.max(first, tint.at(ux, uy, t, canvas.scale) * plate.cover[j]);
                }
                canvas.blend(i * 3, a, (float) (first * worn * patch), Canvas.Blend.INK);
                Part part = plate.part(i);
                if (part != null) {
                    double t = part == Part.SKIN
                            ? 0
                            : part == Part.HAT
                                    ? .25
                                    : part == Part.CLOTH
                                            ? .62
                                            : part == Part.CLOTH_SHADE
                                                    ? .86
                                                    : part == Part.COLLAR
                                                            ? .22
                                                            : part == Part.COLLAR_SHADE
                                                                    ? .5
                                                                    : part == Part.SHADE
                                                                            ? .46
                                                                            : part == Part.SHEEN
                                                                                    ? .70
                                                                                    : part == Part.LIP_LIGHT
                                                                                            ? .35
                                                                                            : 1 - plate.tone[i];
                    if (part.isFeature() && t > .5 || plate.tone[i] < .14) {
                        t = 1;
                    }
                    canvas.blend(
                            i * 3,
                            b,
                            (float) (dark.at(ux, uy, t, canvas.scale)
                                    * plate.cover[i]
                                    * (noise.white(x + 7, y) < .004 ? .5 : .97)),
                            Canvas.Blend.INK);
                }
            }
        }
    }
}
