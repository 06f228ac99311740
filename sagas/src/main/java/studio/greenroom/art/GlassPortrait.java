package studio.greenroom.art;

/** A stained-glass bust: lead follows the figure, panes carry light and shade. */
final class GlassPortrait implements School {
    private static final double[][] SETS = {
        {240, 200, 110, 295},
        {310, 350, 60, 200},
        {160, 130, 90, 25},
        {30, 60, 92, 265},
        {265, 300, 20, 150},
        {200, 250, 330, 60}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        Sitter s = c.sitter(canvas);
        draw(canvas, c, s, stages);
        return "stained glass, someone with " + s.look;
    }

    static void draw(Canvas canvas, Commission c, Sitter s, Stages stages) {
        double[] q = SETS[c.deck().draw("glass", SETS.length)];
        double hue = c.mood().accent(q[0]);
        Colour lead = Colour.oklch(.13, .02, hue);
        Colour hair = c.deck()
                .pick(
                        "hairs",
                        Colour.oklch(.24, .06, 320),
                        Colour.oklch(.23, .06, 265),
                        c.colour(.38, .10, 45),
                        Colour.oklch(.22, .03, 40));
        Plate plate = new Plate(canvas, s);
        stages.reach(.3);
        byte[] material = new byte[plate.top.length];
        for (int i = 0; i < material.length; i++) {
            Part p = plate.part(i);
            material[i] = (byte)
                    (p == null
                            ? 0
                            : p.isCloth()
                                    ? (p == Part.CLOTH ? 1 : p == Part.CLOTH_SHADE ? 2 : p == Part.COLLAR ? 3 : 4)
                                    : p.isHair()
                                            ? 5
                                            : p == Part.HAT ? 6 : p == Part.HAT_SHADE ? 7 : p == Part.SHADE ? 11 : 10);
        }
        double lx = s.cx + (c.deck().draw("light", 2) == 0 ? 1 : -1) * 330;
        double ly = s.cy - 230;
        Glass.glaze(
                canvas,
                material,
                10,
                (m, x, y, dice) -> {
                    double l = dice.bell() * .045;
                    return switch (m) {
                        case 0 -> {
                            double d = Math.sqrt((x - lx) * (x - lx) + (y - ly) * (y - ly)) / 560;
                            double near = Math.max(0, 1 - d);
                            double h = q[0]
                                    + (q[1] - q[0]) * Math.min(1, near * 1.6)
                                    + (near > .5 ? (q[2] - q[1]) * (near - .5) * 2 : 0);
                            double shift = Double.isNaN(c.mood().hue()) ? 0 : hue - q[0];
                            yield c.colour(
                                    .46 + .42 * near + l * 1.5, .10 + .02 * dice.bell(), h + shift + dice.bell() * 13);
                        }
                        case 1 -> c.colour(.48 + l, .13, q[3] + dice.bell() * 16);
                        case 2 -> c.colour(.33 + l, .11, q[3] + dice.bell() * 14);
                        case 3 -> c.colour(.70 + l, .10, q[3] + 18);
                        case 4 -> c.colour(.52 + l, .10, q[3] + 10);
                        case 5 -> hair.shade(1 + dice.bell() * .14, 1);
                        case 6 -> c.colour(.56 + l, .14, q[2] + dice.bell() * 8);
                        case 7 -> c.colour(.42 + l, .12, q[2] + dice.bell() * 8);
                        case 11 -> s.shade.shade(1 + dice.bell() * .07, 1.12);
                        default -> s.skin.shade(1 + dice.bell() * .028, 1 + dice.bell() * .16);
                    };
                },
                lead,
                c.dice("panes"),
                stages);
        Colour red = c.colour(.52, .16, 20);
        for (Layer layer : s.layers) {
            Part p = layer.part();
            if (p.isFeature()) {
                Colour paint = p == Part.EYE || p == Part.GLINT
                        ? c.colour(.95, .02, 90)
                        : p == Part.JEWEL
                                ? c.colour(.85, .13, 88)
                                : p == Part.LIP
                                        ? red.shade(.66, .9)
                                        : p == Part.LIP_LIGHT ? s.skin.mix(red, .72) : lead;
                canvas.fill(layer.mask(canvas), Paint.flat(paint), Canvas.Blend.OVER, 1);
            }
        }
        double t = 15;
        canvas.fill(
                new Path()
                        .add(Path.rect(-5, -5, canvas.w() + 10, canvas.h() + 10))
                        .hole()
                        .add(Path.rect(t, t, canvas.w() - 2 * t, canvas.h() - 2 * t)),
                lead);
    }

    @Override
    public double border() {
        return 16;
    }
}
