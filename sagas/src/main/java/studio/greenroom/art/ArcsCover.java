package studio.greenroom.art;

/** A sun of nested arcs that pours into waves, with palms against it. */
final class ArcsCover implements School {
    private static final double[][] SETS = {
        {.90, .06, 90, 28, 62, 88, 152},
        {.36, .08, 155, 92, 62, 28, 145},
        {.93, .03, 85, 15, 45, 200, 250},
        {.40, .10, 20, 85, 55, 30, 340},
        {.88, .07, 75, 250, 205, 160, 95}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = SETS[c.deck().draw("set", SETS.length)];
        Colour ground = c.colour(q[0], q[1], c.mood().accent(q[2]));
        Colour cream = c.colour(.93, .05, 90);
        Colour dark = c.colour(.25, .06, q[6]);
        Colour[] bands = new Colour[4];
        double[] l = {.56, .71, .83, .48};
        for (int i = 0; i < 4; i++) {
            bands[i] = c.colour(l[i], q[3 + i] > 140 && q[3 + i] < 240 ? .11 : .17, q[3 + i]);
        }
        Noise noise = new Noise(c.dice("noise").next());
        Dice dice = c.dice("arcs");
        double w = canvas.w();
        double h = canvas.h();
        canvas.ground(Paint.flat(ground).paper(noise, .03));
        double cx = w * c.deck().pick("place", .62, .38, .5);
        double cy = h * .44;
        double big = 370 * Math.min(1.2, h / 1000);
        double gap = big / 7.4;
        stages.reach(.2);
        for (int i = 0; i < 6; i++) {
            double r = big - i * gap;
            canvas.fill(
                    Path.circle(cx, cy, r),
                    Paint.flat(i == 5 ? bands[1] : bands[i % 4]).paper(noise, .03));
            if (i < 5) {
                canvas.fill(
                        Path.circle(cx, cy, r - gap * .74), Paint.flat(cream).paper(noise, .03));
            }
            stages.reach(.2 + .05 * i);
        }
        double sway = dice.in(0, 6);
        double px = w * (cx > w / 2 ? .22 : .78);
        canvas.fill(
                SynthwaveCover.palm(px, h * .74, h * .44, dice)
                        .add(SynthwaveCover.palm(px + 62, h * .76, h * .32, dice)),
                Paint.flat(dark));
        for (int i = 0; i < 11; i++) {
            double base = h * .62 + i * 38 * h / 1000;
            Path wave = new Path().to(-20, h + 20);
            for (double x = -20; x <= w + 20; x += 8) {
                wave.to(
                        x,
                        base + 44 * StrictMath.sin(x / w * 5.2 + sway + i * .16) * (1 - i * .03) + (x - w / 2) * .04);
            }
            Colour paint = i % 2 == 1 ? cream : i == 10 ? dark : bands[i / 2 % 4];
            canvas.fill(wave.to(w + 20, h + 20).close(), Paint.flat(paint).paper(noise, .03));
            if (i % 2 == 1) {
                continue;
            }
            stages.reach(.5 + .02 * i);
        }
        Path shore = new Path().to(-20, h + 20);
        for (double x = -20; x <= w + 20; x += 8) {
            shore.to(x, h * .93 + 30 * StrictMath.sin(x / w * 5.2 + sway + 1.7) + (x - w / 2) * .04);
        }
        canvas.fill(shore.to(w + 20, h + 20).close(), Paint.flat(dark).paper(noise, .04));
        return "a sun of nested arcs over striped waves and palms";
    }
}
