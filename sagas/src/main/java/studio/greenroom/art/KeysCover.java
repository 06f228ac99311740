package studio.greenroom.art;

/** Cut-paper piano keys, a disc and stacked type, in the manner of mid-century jazz sleeves. */
final class KeysCover implements School {
    private static final double[][] SETS = {
        {.53, .12, 258, .62, .20, 33, .84, .16, 80},
        {.93, .03, 88, .58, .19, 30, .55, .13, 250},
        {.80, .15, 82, .52, .18, 28, .42, .11, 265},
        {.42, .08, 175, .88, .11, 90, .68, .18, 40},
        {.60, .20, 30, .93, .03, 85, .82, .15, 85},
        {.30, .08, 280, .72, .16, 55, .70, .12, 200},
        {.78, .09, 5, .50, .17, 270, .87, .15, 95}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SETS[c.deck().draw("papers", SETS.length)];
        Colour ground = c.colour(q[0], q[1], c.mood().accent(q[2]));
        Colour disc = c.colour(q[3], q[4], q[5]);
        Colour spark = c.colour(q[6], q[7], q[8]);
        Colour ivory = c.colour(.94, .028, 86);
        Colour black = c.colour(.19, .02, 265);
        boolean light = ground.contrast(ivory) < 1.4;
        Colour white = light ? black : ivory;
        Colour sharp = light ? ivory : black;
        Noise noise = new Noise(c.dice("noise").next());
        Dice dice = c.dice("keys");
        Scissors cut = new Scissors(canvas, noise);
        double w = canvas.w();
        double h = canvas.h();
        canvas.ground(Paint.flat(ground).paper(noise, .035));
        int layout = c.deck().draw("layout", 3);
        double dx = w * (layout == 0 ? .62 : layout == 1 ? .36 : .5);
        cut.lay(Path.circle(dx, h * .36, (layout == 2 ? 300 : 270) * Math.min(1.2, h / 1000)), disc, 6, 1);
        stages.reach(.25);
        double tilt = (layout == 0 ? -9 : layout == 1 ? 8 : 0) * 1000 / w;
        double foot = h * (layout == 2 ? .60 : .63);
        int count = (int) (w / 92);
        double step = (w * .84) / count;
        for (int i = 0; i < count; i++) {
            double x = w * .08 + i * step;
            int taller = 190 * (layout == 0 ? i : count - 1 - i) / count;
            double tall = layout == 2
                    ? 150 + 230 * (1 - Math.abs(i - (count - 1) / 2.0) / (count / 2.0)) + dice.in(-30, 30)
                    : dice.in(130, 200) + taller;
            double lean = dice.in(-9, 9);
            cut.lay(
                    Path.polygon(
                                    x,
                                    foot - tall,
                                    x + step * .86,
                                    foot - tall + dice.in(-12, 12),
                                    x + step * .86 + lean,
                                    foot,
                                    x + lean,
                                    foot + dice.in(-8, 8))
                            .turn(tilt, w / 2, foot),
                    white,
                    2.4,
                    1);
            stages.reach(.25 + .3 * i / count);
        }
        for (int i = 0; i < count - 1; i++) {
            if (i % 7 == 2 || i % 7 == 6) {
                continue;
            }
            double x = w * .08 + (i + .70) * step;
            int taller = 170 * (layout == 0 ? i : count - 2 - i) / count;
            double tall = layout == 2
                    ? 170 + 200 * (1 - Math.abs(i + .5 - (count - 1) / 2.0) / (count / 2.0))
                    : dice.in(150, 190) + taller;
            cut.lay(
                    Path.polygon(
                                    x,
                                    foot - tall,
                                    x + step * .40,
                                    foot - tall + dice.in(-6, 6),
                                    x + step * .44,
                                    foot - tall * .42,
                                    x + 4,
                                    foot - tall * .40)
                            .turn(tilt, w / 2, foot),
                    sharp,
                    2,
                    1);
        }
        double tx = w * (layout == 0 ? .17 : .78);
        cut.lay(Path.polygon(tx - 45, h * .14, tx + 50, h * .17, tx - 10, h * .25), spark, 3, 1);
        cut.lay(Path.circle(w * (layout == 0 ? .27 : .88), h * .11, 24), white, 3, 1);
        stages.reach(.6);
        Sleeve.stacked(
                cut, canvas, c, white.contrast(ground) > spark.contrast(ground) ? white : spark, h * .70, h * .945);
        return "cut-paper piano keys across a large disc";
    }
}
