package studio.greenroom.art;

/** Sheets of coloured paper cut freehand and laid on each other, each throwing a small shadow. */
final class PaperPortrait implements School {
    private static final double[][] SETS = {
        {.57, .12, 258, .62, .19, 38, .83, .15, 82, .24, .05, 270},
        {.85, .10, 88, .55, .17, 30, .46, .10, 205, .22, .05, 300},
        {.62, .16, 35, .93, .03, 88, .42, .11, 260, .20, .04, 280},
        {.50, .075, 178, .80, .15, 76, .64, .18, 28, .22, .04, 250},
        {.80, .08, 12, .50, .15, 268, .72, .15, 58, .25, .06, 320},
        {.36, .10, 275, .70, .17, 48, .84, .10, 160, .18, .05, 290},
        {.90, .05, 92, .60, .19, 32, .52, .14, 255, .20, .05, 265}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SETS[c.deck().draw("papers", SETS.length)];
        Colour ground = c.colour(q[0], q[1], c.mood().accent(q[2]));
        Colour big = c.colour(q[3], q[4], q[5]);
        Colour small = c.colour(q[6], q[7], q[8]);
        Colour ink = c.mood().kind() == Mood.Kind.PASTEL ? Colour.oklch(.36, .07, q[11]) : c.colour(q[9], q[10], q[11]);
        Noise noise = new Noise(c.dice("noise").next());
        Scissors scissors = new Scissors(canvas, noise);
        canvas.ground(Paint.flat(ground).paper(noise, .035));
        Sitter s = c.sitter(canvas);
        stages.reach(.2);
        String around = backdrop(canvas, c, s, scissors, big, small, ink, ground);
        stages.reach(.4);
        boolean likeBig = c.deck().draw("cloth", 2) == 0;
        Colour cloth = likeBig ? big : small;
        Colour coat = cloth.contrast(ground) < 1.25 ? ink.mix(cloth, .45) : cloth;
        Colour hair = ink.contrast(s.skin) < 2.2 ? ink.shade(.7, 1) : ink;
        Colour trim = c.colour(.94, .025, 88);
        Colour hat = likeBig ? small : trim;
        int done = 0;
        for (Layer layer : s.layers) {
            Part p = layer.part();
            Colour paint =
                    switch (p) {
                        case SKIN -> s.skin;
                        case SHADE -> s.shade;
                        case CLOTH -> coat;
                        case CLOTH_SHADE -> coat.shade(.80, .95);
                        case COLLAR -> trim;
                        case COLLAR_SHADE -> trim.shade(.80, 1.1);
                        case HAT -> hat;
                        case HAT_SHADE -> hat.shade(.78, 1);
                        case SHEEN -> hair.mix(small, .26);
                        case EYE, GLINT -> trim;
                        case JEWEL -> small.contrast(ground) > 1.3 ? small : trim;
                        case LIP -> s.shade.mix(Colour.oklch(.42, .15, 20), .75);
                        case LIP_LIGHT -> s.skin.mix(Colour.oklch(.58, .17, 22), .70);
                        default -> hair;
                    };
            if (p.isFeature() || p == Part.SHEEN || layer.clip() != null) {
                Mask mask = canvas.mask(layer.shape());
                if (layer.clip() != null) {
                    mask.within(canvas.mask(layer.clip().cut(noise, 2.2)), false);
                }
                canvas.fill(mask, Paint.flat(paint).paper(noise, .03), Canvas.Blend.OVER, 1);
            } else {
                scissors.lay(layer.shape(), paint, 2.2, p.isSkin() ? .6 : 1);
            }
            done++;
            stages.reach(.4 + .35 * done / s.layers.size());
        }
        return "cut paper, someone with " + s.look + around;
    }

    private static String backdrop(
            Canvas canvas, Commission c, Sitter s, Scissors cut, Colour big, Colour small, Colour ink, Colour ground) {
        Dice dice = c.dice("backdrop");
        double w = canvas.w();
        double h = canvas.h();
        switch (c.deck().draw("backdrop", 4)) {
            case 0 -> {
                cut.lay(Path.circle(s.cx + 40, s.cy - 20, 360 * s.k), big, 6, 1);
                cut.lay(Path.polygon(w * .07, h * .14, w * .21, h * .09, w * .15, h * .24), small, 4, 1);
                cut.lay(Path.polygon(w * .86, h * .60, w * .95, h * .70, w * .82, h * .72), ink, 4, 1);
                return " before a large disc";
            }
            case 1 -> {
                for (int i = 0; i < 9; i++) {
                    double side = i % 2 == 0 ? .11 : .89;
                    int row = i / 2;
                    double y = h * (.10 + .2 * row);
                    Path frond = frond(dice.in(95, 130)).turn(dice.in(-50, 50) + (i % 2 == 0 ? -12 : 12), 0, 0);
                    cut.lay(
                            frond.shift(w * side + dice.in(-20, 20), y),
                            i % 3 == 0 ? small : i % 3 == 1 ? big : ink.mix(ground, .25),
                            3,
                            1);
                }
                return " among paper fronds";
            }
            case 2 -> {
                cut.lay(Path.rect(-20, -20, w * .5 + 20, h + 40), big, 5, 1);
                cut.lay(Path.circle(w * .80, h * .17, 88), small, 5, 1);
                cut.lay(Path.circle(w * .17, h * .24, 46), ground, 4, 1);
                return " on a ground of two halves";
            }
            default -> {
                for (int i = 0; i < 12; i++) {
                    double a = i * 30 + 8;
                    cut.lay(
                            Path.polygon(-34, -230 * s.k, 34, -230 * s.k, 150, -1500 * s.k, -150, -1500 * s.k)
                                    .turn(a, 0, 0)
                                    .shift(s.cx, s.cy),
                            i % 2 == 0 ? big : small,
                            4,
                            .8);
                }
                return " in a wheel of rays";
            }
        }
    }

    /** A leaf of rounded fingers on a stem, as scissors find it. */
    static Path frond(double size) {
        Path p = Path.ribbon(10, 15, 6, 0, size * 1.05, size * .05, 0, 0, -size);
        for (int i = 0; i < 5; i++) {
            double y = size * (.72 - i * .36);
            double reach = size * (.62 - Math.abs(i - 1.4) * .10);
            for (int side = -1; side <= 1; side += 2) {
                p.add(Path.ribbon(
                        12, size * .27, 8, 0, y, side * reach * .6, y - size * .18, side * reach, y - size * .48));
            }
        }
        return p.add(Path.ribbon(12, size * .24, 10, 0, -size * .7, 0, -size, 0, -size * 1.28));
    }
}
