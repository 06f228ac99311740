package studio.greenroom.art;

/** A dark figure before a lit shape, with a cold rim of light on one side and a warm one on the other. */
final class NeonPortrait implements School {
    private static final double[][] LIGHTS = {
        {355, 20, 300, 235},
        {330, 60, 280, 200},
        {55, 30, 20, 300},
        {200, 270, 255, 340},
        {215, 260, 285, 340},
        {290, 330, 275, 95}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] l = LIGHTS[c.deck().draw("lights", LIGHTS.length)];
        double warm = c.mood().accent(l[0]);
        double night = l[2];
        double cold = l[3];
        Dice dice = c.dice("sky");
        Colour deep = Colour.oklch(.13, .05, night);
        Colour air = c.colour(.30, .13, night + 20);
        if (c.mood().kind() == Mood.Kind.NOIR) {
            deep = Colour.oklch(.12, .004, 75);
        }
        canvas.ground(Paint.linear(
                0,
                0,
                0,
                canvas.h(),
                deep,
                c.mood().kind() == Mood.Kind.PASTEL
                        ? air
                        : Colour.oklch(.19, c.mood().kind() == Mood.Kind.NOIR ? .004 : .09, night),
                air));
        Sitter s = c.sitter(canvas);
        stages.reach(.2);
        for (int i = 0; i < 90 * canvas.w() * canvas.h() / 1e6; i++) {
            double size = .5 + dice.unit() * dice.unit() * 1.3;
            canvas.fill(
                    Path.circle(dice.in(0, canvas.w()), dice.in(0, canvas.h() * .7), size),
                    Colour.oklch(.9, .04, cold),
                    dice.in(.25, .8));
        }
        Colour hot = c.colour(.80, .14, l[1]);
        Colour mid = c.colour(.66, .24, warm);
        Colour low = c.colour(.46, .22, night);
        sign(canvas, c, s, hot, mid, low);
        stages.reach(.4);
        Colour base =
                c.mood().kind() == Mood.Kind.NOIR ? Colour.oklch(.13, .004, 75) : Colour.oklch(.15, .05, night - 10);
        Colour lit = s.skin.mix(mid, .50).shade(.80, 1.0);
        Colour unlit = s.skin.mix(low, .62).shade(.46, 1.1);
        Colour cool = c.colour(.80, .11, cold);
        Plate.flat(canvas, s, p -> switch (p) {
            case SKIN -> lit;
            case SHADE -> unlit;
            case CLOTH -> base.mix(low, .14);
            case CLOTH_SHADE -> base;
            case COLLAR -> base.mix(cool, .30);
            case COLLAR_SHADE -> base.mix(cool, .16);
            case SHEEN -> base.mix(mid, .34);
            case HAT -> base.mix(low, .34);
            case HAT_SHADE -> base.mix(low, .16);
            case EYE -> lit.mix(cool, .7);
            case GLINT, JEWEL -> Colour.oklch(.97, .02, cold);
            case LIP -> unlit.mix(base, .55);
            case LIP_LIGHT -> lit.mix(mid, .55).shade(.74, 1.1);
            default -> base.shade(.8, 1);
        });
        stages.reach(.55);
        rim(canvas, s, cool, hot.mix(mid, .6), c.deck().draw("light", 2) == 0);
        return "someone with " + s.look + ", rim-lit before a glowing "
                + c.deck().pick("sign", "sun", "ring", "triangle", "row of tubes");
    }

    private static void sign(Canvas canvas, Commission c, Sitter s, Colour hot, Colour mid, Colour low) {
        double r = 340 * s.k;
        double y = s.cy - 12;
        Paint glow = Paint.linear(0, y - r, 0, y + r, hot, mid, low);
        switch (c.deck().draw("sign", 4)) {
            case 0 -> {
                canvas.halo(s.cx, y, r * 1.9, mid, .34);
                Path sun = Path.circle(s.cx, y, r).hole();
                for (int i = 0; i < 9; i++) {
                    sun.add(Path.rect(s.cx - r - 5, y - 20 + i * 42 * s.k, 2 * r + 10, (3 + i * 2.4) * s.k));
                }
                canvas.fill(sun, glow);
            }
            case 1 -> tube(canvas, Path.ring(s.cx, y, r, r, 13, 0, 360), glow, mid);
            case 2 -> {
                Path outer =
                        Path.polygon(s.cx, y - r * 1.13, s.cx + r * 1.28, y + r * .92, s.cx - r * 1.28, y + r * .92);
                Path inner = Path.polygon(
                        s.cx,
                        y - r * 1.13 + 30,
                        s.cx + r * 1.28 - 25,
                        y + r * .92 - 14,
                        s.cx - r * 1.28 + 25,
                        y + r * .92 - 14);
                tube(canvas, new Path().add(outer).hole().add(inner), glow, mid);
            }
            default -> {
                Path bars = new Path();
                for (int i = -5; i <= 5; i++) {
                    double reach = r * (1.05 - Math.abs(i) * .085) * (i % 2 == 0 ? 1 : .86);
                    bars.add(Path.rect(s.cx + i * 78 * s.k - 5, y - reach, 10, reach * 1.9));
                }
                tube(canvas, bars, glow, mid);
            }
        }
    }

    private static void tube(Canvas canvas, Path tube, Paint paint, Colour light) {
        canvas.glow(tube, 70, light, 1.5);
        canvas.glow(tube, 16, light, .8);
        canvas.fill(tube, paint);
        canvas.fill(canvas.mask(tube), Paint.flat(Colour.oklch(.95, .04, 60)), Canvas.Blend.LIGHT, .35);
    }

    /** Light where the figure's blurred outline falls off towards a side, which needs no normals. */
    private static void rim(Canvas canvas, Sitter s, Colour cold, Colour warm, boolean litRight) {
        Mask figure = canvas.mask(s.outline());
        Mask soft = figure.blurred((int) Math.max(1, 5.2 * s.k * canvas.scale), canvas.width, canvas.height);
        int d = (int) Math.max(2, 8.5 * s.k * canvas.scale);
        float[] left = {(litRight ? cold : warm).r(), (litRight ? cold : warm).g(), (litRight ? cold : warm).b()};
        float[] right = {(litRight ? warm : cold).r(), (litRight ? warm : cold).g(), (litRight ? warm : cold).b()};
        for (int y = figure.y0; y < figure.y0 + figure.h; y++) {
            for (int x = figure.x0; x < figure.x0 + figure.w; x++) {
                float k = figure.at(x, y);
                if (k > 0) {
                    float slope = soft.at(Math.min(canvas.width - 1, x + d), Math.max(0, y + d / 3))
                            - soft.at(Math.max(0, x - d), Math.max(0, y - d / 3));
                    float e = Math.abs(slope);
                    canvas.blend(
                            (y * canvas.width + x) * 3,
                            slope > 0 ? left : right,
                            k * e * e * 1.25f,
                            Canvas.Blend.LIGHT);
                }
            }
        }
    }
}
