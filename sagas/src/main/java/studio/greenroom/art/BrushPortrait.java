package studio.greenroom.art;

/** A figure in long brush strokes: the face follows its own planes, the air swirls around it. */
final class BrushPortrait implements School {
    private static final double[][] AIRS = {
        {.50, .10, 258, .70, 92},
        {.52, .07, 195, .80, 75},
        {.48, .12, 290, .78, 40},
        {.60, .13, 65, .86, 95},
        {.50, .075, 160, .82, 100},
        {.52, .14, 25, .80, 70},
        {.40, .09, 270, .75, 60}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = AIRS[c.deck().draw("air", AIRS.length)];
        double hue = c.mood().accent(q[2]);
        Colour air = c.colour(q[0], q[1], hue);
        Colour light = c.colour(q[3], Math.min(.12, q[1]), hue + (q[4] > hue ? 14 : -14));
        Colour deep = c.colour(.24, .07, hue + 8);
        Colour coat = c.colour(.34, .10, c.deck().hue("coat"));
        Dice dice = c.dice("brush");
        double w = canvas.w();
        double h = canvas.h();
        Sitter s = c.sitter(canvas);
        double side = c.deck().draw("light", 2) == 0 ? 1 : -1;
        canvas.ground(
                Paint.radial(s.cx + side * 300, s.cy - 220, Math.max(w, h) * .95, light, air, air.shade(.72, 1), deep));
        float[] behind = canvas.light.clone();
        stages.reach(.2);
        Colour hair = c.deck()
                .pick(
                        "hairs",
                        Colour.oklch(.20, .035, 40),
                        Colour.oklch(.22, .05, 280),
                        c.colour(.36, .09, 50),
                        Colour.oklch(.17, .02, 260),
                        c.colour(.55, .10, 70));
        Colour red = c.colour(.52, .13, 22);
        Plate.flat(canvas, s, p -> switch (p) {
            case SKIN -> s.skin;
            case SHADE -> s.shade.mix(air.shade(.7, 1), .10);
            case CLOTH -> coat;
            case CLOTH_SHADE -> coat.shade(.66, 1);
            case COLLAR -> coat.mix(light, .40);
            case COLLAR_SHADE -> coat.mix(light, .14);
            case HAT -> coat.mix(air, .55);
            case HAT_SHADE -> coat.mix(air, .4).shade(.62, 1);
            case SHEEN -> hair.mix(air, .42);
            case EYE, GLINT, JEWEL -> c.colour(.93, .03, 90);
            case LIP -> s.shade.mix(red, .6).shade(.75, 1);
            case LIP_LIGHT -> s.skin.mix(red, .62);
            case IRIS, LINE, GLASS -> Colour.oklch(.19, .03, 40);
            default -> hair;
        });
        float[] seen = canvas.light.clone();
        System.arraycopy(behind, 0, canvas.light, 0, behind.length);
        canvas.fill(Path.rect(-9, -9, w + 18, h + 18), deep, .55);
        Noise noise = new Noise(dice.next());
        Brush brush = new Brush(
                canvas,
                noise,
                s.cx,
                s.cy - 40,
                300 * s.k,
                1.7 * side,
                w * dice.in(.05, .2),
                h * dice.in(.1, .4),
                120,
                -1.4,
                w * dice.in(.8, .95),
                h * dice.in(.3, .6),
                110,
                1.3);
        double area = w * h / 1e6;
        brush.strokes((int) (6500 * area), behind, null, null, 8.5, 26, .10, dice);
        stages.reach(.45);
        Mask figure = canvas.mask(s.outline());
        paintFigure(canvas, seen, figure, .94f);
        Plate plate = new Plate(canvas, s);
        for (Part p : new Part[] {Part.CLOTH_SHADE, Part.CLOTH, Part.COLLAR_SHADE, Part.COLLAR}) {
            brush.strokes(
                    (int) (3600 * area),
                    seen,
                    kept(canvas, plate, other -> other == p),
                    (x, y) -> 1.25 + (x - s.cx) * -.0016 + .5 * noise.fbm(x / 140, y / 140, 2),
                    p.ordinal() < Part.COLLAR.ordinal() ? 7 : 4.5,
                    14,
                    .13,
                    dice);
        }
        stages.reach(.55);
        Mask hairs = kept(canvas, plate, p -> p.isHair() || p == Part.HAT || p == Part.HAT_SHADE);
        brush.strokes(
                (int) (7000 * area),
                seen,
                hairs,
                (x, y) -> StrictMath.atan2(y - s.cy + 60, x - s.cx) + (y < s.cy - 30 ? 1.5708 : .25),
                4.6,
                14,
                .30,
                dice);
        stages.reach(.65);
        for (Part p : new Part[] {Part.SHADE, Part.SKIN}) {
            brush.strokes(
                    (int) (9000 * area),
                    seen,
                    kept(canvas, plate, other -> other == p),
                    (x, y) -> 1.35 + (x - s.cx) * .0052 * -1 + (y - s.cy) * .0012,
                    4.8,
                    10,
                    .08,
                    dice);
        }
        features(canvas, plate, seen);
        return "brush strokes, someone with " + s.look + " in moving air";
    }

    /** The pixels whose top part is wanted. */
    private static Mask kept(Canvas canvas, Plate plate, java.util.function.Predicate<Part> wanted) {
        Mask mask = new Mask(0, 0, canvas.width, canvas.height);
        for (int i = 0; i < mask.a.length; i++) {
            Part p = plate.part(i);
            mask.a[i] = p != null && wanted.test(p) ? 1 : 0;
        }
        return mask;
    }

    private static void paintFigure(Canvas canvas, float[] seen, Mask figure, float strength) {
        float[] c = new float[3];
        for (int v = 0; v < figure.h; v++) {
            for (int u = 0; u < figure.w; u++) {
                int i = ((v + figure.y0) * canvas.width + u + figure.x0) * 3;
                System.arraycopy(seen, i, c, 0, 3);
                canvas.blend(i, c, figure.a[v * figure.w + u] * strength, Canvas.Blend.OVER);
            }
        }
    }

    /** Eyes, brows and mouth go on last and whole, or the likeness drowns in paint. */
    private static void features(Canvas canvas, Plate plate, float[] seen) {
        float[] c = new float[3];
        for (int i = 0; i < plate.top.length; i++) {
            Part p = plate.part(i);
            if (p != null && p.isFeature()) {
                System.arraycopy(seen, i * 3, c, 0, 3);
                canvas.blend(i * 3, c, .88f, Canvas.Blend.OVER);
            }
        }
    }

    @Override
    public double grain() {
        return .012;
    }
}
