package studio.greenroom.art;

import java.util.List;
import java.util.function.BiConsumer;

/** Thirteen ways to wear a head, in the head's own units; each has a part behind the head and a part before it. */
final class Hair {
    static final List<String> KINDS = List.of(
            "a crop",
            "a quiff",
            "an afro",
            "long hair",
            "a bob",
            "a topknot",
            "a mohawk",
            "curls",
            "a beanie",
            "a cap",
            "a wide-brimmed hat",
            "a shaved head",
            "braids");
    private final int kind;
    private final double lift;
    private final double sway;

    Hair(Dice dice, int kind) {
        this.kind = kind;
        lift = dice.in(-6, 10);
        sway = dice.in(-14, 14);
    }

    void behind(BiConsumer<Part, Path> pen) {
        Path shape =
                switch (kind) {
                    case 2 -> cloud(0, -78 - lift, 222, 218, 24, 17);
                    case 3 ->
                        new Path()
                                .curve(0, -200, 96, -180, 150, -90, 152, 60, 178 + sway, 210, 170, 390)
                                .curve(170, 390, 120, 372, 100, 320)
                                .to(-96, 330)
                                .curve(-96, 330, -130, 390, -176, 372)
                                .curve(-176, 372, -172 + sway, 220, -152, 60, -150, -90, -96, -180, 0, -200)
                                .close();
                    case 4 ->
                        new Path()
                                .curve(0, -204, 104, -176, 158, -80, 164, 40, 158, 150)
                                .curve(158, 150, 100, 168, 70, 160)
                                .to(-70, 160)
                                .curve(-70, 160, -104, 168, -158, 150)
                                .curve(-158, 150, -164, 40, -158, -80, -104, -176, 0, -204)
                                .close();
                    case 5 -> Path.circle(sway, -222, 58 + lift);
                    case 7 ->
                        cloud(0, -30, 196, 215, 19, 21)
                                .add(cloud(-120, 140, 86, 110, 11, 18))
                                .add(cloud(120, 140, 86, 110, 11, 18));
                    case 8, 10 ->
                        new Path()
                                .curve(-120, -90, -152, 20, -160, 150, -150, 230)
                                .curve(-150, 230, -90, 240, -60, 190)
                                .to(60, 190)
                                .curve(60, 190, 90, 244, 152, 226)
                                .curve(152, 226, 160, 150, 152, 20, 120, -90)
                                .close();
                    case 12 ->
                        new Path()
                                .curve(0, -196, 92, -176, 142, -90, 140, 40)
                                .to(-140, 40)
                                .curve(-140, 40, -142, -90, -92, -176, 0, -196)
                                .close();
                    default -> null;
                };
        if (shape != null) {
            pen.accept(Part.BACK_HAIR, shape);
        }
    }

    void before(BiConsumer<Part, Path> pen) {
        switch (kind) {
            case 0 -> cap(pen, 194 + lift, 116, 1);
            case 1 -> quiff(pen);
            case 2 ->
                pen.accept(
                        Part.HAIR,
                        new Path()
                                .curve(-150, 0, -170, -120, -90, -215, 0, -230, 90, -215, 170, -120, 150, 0)
                                .curve(128, 10, 112, -60, 70, -106, 0, -118, -70, -106, -112, -60, -128, 10)
                                .close());
            case 3 -> curtains(pen, 250);
            case 4 -> fringe(pen);
            case 5 -> cap(pen, 186, 122, 1);
            case 6 -> mohawk(pen);
            case 7 -> curls(pen);
            case 8 -> beanie(pen);
            case 9 -> billed(pen);
            case 10 -> brimmed(pen);
            case 11 -> pen.accept(Part.SHEEN, skull(177, 128, 132));
            default -> braids(pen);
        }
    }

    private static Path skull(double top, double hairline, double side) {
        return new Path()
                .curve(-side, 4, -side - 4, -70, -100, -top * .82, 0, -top, 100, -top * .82, side + 4, -70, side, 4)
                .curve(120, -22, 108, -78, 62, -hairline + 8, 0, -hairline, -62, -hairline + 8, -108, -78, -120, -22)
                .close();
    }

    private void cap(BiConsumer<Part, Path> pen, double top, double hairline, double sheen) {
        pen.accept(Part.HAIR, skull(top, hairline, 134));
        pen.accept(Part.SHEEN, Path.ribbon(1, 15 * sheen, 1, 30, -top + 20, 76, -top + 48, 112, -88));
    }

    private void quiff(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAIR,
                new Path()
                        .curve(
                                -134,
                                6,
                                -142,
                                -70,
                                -122,
                                -150,
                                -60,
                                -214 - lift,
                                30,
                                -236 - lift,
                                116,
                                -212,
                                150,
                                -150,
                                140,
                                -70,
                                133,
                                6)
                        .curve(120, -24, 112, -74, 96, -112)
                        .curve(96, -112, 40, -134, -30, -128, -84, -104)
                        .curve(-84, -104, -112, -72, -120, -20)
                        .close());
        pen.accept(Part.SHEEN, Path.ribbon(1, 13, 1, -70, -150, -10, -196, 70, -200, 124, -160));
        pen.accept(Part.SHEEN, Path.ribbon(1, 7, 1, -30, -142, 30, -166, 100, -158));
    }

    private void curtains(BiConsumer<Part, Path> pen, double length) {
        for (int s = -1; s <= 1; s += 2) {
            pen.accept(
                    Part.HAIR,
                    new Path()
                            .curve(
                                    s * -4, -198, s * 70, -190, s * 132, -120, s * 152, 20, s * 168, 150, s * 170,
                                    length)
                            .curve(s * 170, length, s * 140, length - 16, s * 122, length - 60)
                            .curve(
                                    s * 122,
                                    length - 60,
                                    s * 130,
                                    120,
                                    s * 124,
                                    10,
                                    s * 104,
                                    -72,
                                    s * 40,
                                    -136,
                                    s * -4,
                                    -158)
                            .close());
            pen.accept(Part.SHEEN, Path.ribbon(1, 11, 1, s * 60, -160, s * 124, -86, s * 142, 20, s * 152, 150));
        }
    }

    private void fringe(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAIR,
                new Path()
                        .curve(
                                -148, 120, -156, 0, -146, -110, -84, -186, 0, -204, 84, -186, 146, -110, 156, 0, 148,
                                120)
                        .curve(148, 120, 124, 110, 112, 90)
                        .curve(112, 90, 122, 10, 106, -58)
                        .curve(106, -58, 50, -64, 0, -62, -50, -64, -106, -58)
                        .curve(-106, -58, -122, 10, -112, 90)
                        .close());
        pen.accept(
                Part.SHEEN,
                new Path()
                        .curve(10, -168, 70, -158, 112, -118)
                        .curve(112, -118, 100, -104, 60, -132, 10, -140)
                        .close());
    }

    private void mohawk(BiConsumer<Part, Path> pen) {
        pen.accept(Part.SHEEN, skull(177, 126, 131));
        Path spikes = new Path().to(-70, -120);
        for (int i = 0; i < 7; i++) {
            double side = (i - 3) / 3.0;
            double tip = 326 + lift - Math.abs(i - 3) * 12 - (i % 2) * 26;
            spikes.to(side * 150, -tip + side * side * 74);
            spikes.to((side + .16) * 84, -196 + (side + .16) * (side + .16) * 52);
        }
        pen.accept(Part.HAIR, spikes.to(70, -120).to(0, -108).close());
    }

    private void curls(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAIR,
                cloud(-92, -120, 66, 62, 9, 14)
                        .add(cloud(0, -152, 92, 62, 10, 14))
                        .add(cloud(92, -120, 66, 62, 9, 14))
                        .add(cloud(-144, -24, 36, 74, 9, 12))
                        .add(cloud(144, -24, 36, 74, 9, 12)));
        for (int i = 0; i < 5; i++) {
            double x = 20 + i * 25;
            pen.accept(
                    Part.SHEEN,
                    Path.ribbon(1, 8, 1, x, -190 + i * i * 5, x + 16, -198 + i * i * 6, x + 26, -176 + i * i * 6));
        }
    }

    private void beanie(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAT,
                new Path()
                        .curve(
                                -138,
                                -74,
                                -140,
                                -150,
                                -86,
                                -222 - lift,
                                0,
                                -236 - lift,
                                86,
                                -222 - lift,
                                140,
                                -150,
                                138,
                                -74)
                        .close());
        pen.accept(
                Part.HAT_SHADE,
                new Path()
                        .curve(-138, -74, -140, -150, -86, -222 - lift, -10, -236 - lift)
                        .curve(-10, -236 - lift, -40, -160, -36, -74)
                        .close());
        Path cuff = Path.blob(-142, -116, 0, -132, 142, -116, 146, -88, 140, -62, 0, -78, -140, -62, -146, -88);
        pen.accept(Part.HAT, cuff);
        for (int i = -6; i <= 6; i++) {
            pen.accept(
                    Part.HAT_SHADE,
                    Path.ribbon(2, 3.5, 2, i * 21, -121 + Math.abs(i) * 1.6, i * 21.4, -82 + Math.abs(i) * 1.6));
        }
    }

    private void billed(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAIR,
                new Path()
                        .to(-136, -84)
                        .curve(-136, -84, -138, -30, -130, 20)
                        .curve(-130, 20, -116, -10, -112, -60)
                        .to(112, -60)
                        .curve(112, -60, 116, -10, 130, 20)
                        .curve(130, 20, 138, -30, 136, -84)
                        .close());
        pen.accept(
                Part.HAT,
                new Path()
                        .curve(-138, -82, -142, -160, -84, -214, 0, -224 - lift, 84, -214, 142, -160, 138, -82)
                        .close());
        pen.accept(
                Part.HAT_SHADE,
                new Path()
                        .curve(-138, -82, -142, -160, -84, -214, -12, -222)
                        .curve(-12, -222, -44, -150, -42, -82)
                        .close());
        pen.accept(
                Part.HAT_SHADE,
                new Path()
                        .curve(-150, -66, -130, -104, 0, -122, 130, -104, 150, -66)
                        .curve(150, -66, 80, -84, 0, -88, -80, -84, -150, -66)
                        .close());
    }

    private void brimmed(BiConsumer<Part, Path> pen) {
        pen.accept(
                Part.HAT,
                new Path()
                        .curve(-126, -104, -122, -180, -92, -236 - lift)
                        .curve(-92, -236 - lift, -40, -256, 0, -236, 40, -256, 92, -236 - lift)
                        .curve(92, -236 - lift, 122, -180, 126, -104)
                        .close());
        pen.accept(
                Part.HAT_SHADE,
                new Path()
                        .curve(-127, -134, 0, -116, 127, -134)
                        .to(127, -100)
                        .to(-127, -100)
                        .close());
        pen.accept(
                Part.HAT,
                new Path()
                        .curve(-262, -112, -160, -126, 0, -118, 160, -126, 262, -112)
                        .curve(262, -112, 176, -72, 0, -64, -176, -72, -262, -112)
                        .close());
        pen.accept(
                Part.HAT_SHADE,
                new Path()
                        .curve(-262, -112, -176, -72, 0, -64, 176, -72, 262, -112)
                        .curve(262, -112, 170, -86, 0, -80, -170, -86, -262, -112)
                        .close());
    }

    private void braids(BiConsumer<Part, Path> pen) {
        for (int s = -1; s <= 1; s += 2) {
            pen.accept(
                    Part.HAIR,
                    new Path()
                            .curve(s * -3, -192, s * 80, -182, s * 138, -100, s * 136, 20)
                            .curve(s * 136, 20, s * 118, 0, s * 108, -70, s * 50, -120, s * -3, -148)
                            .close());
            for (int i = 0; i < 8; i++) {
                double x = s * (138 + i * 3.4 + sway * .1 * i);
                pen.accept(
                        i % 2 == 0 ? Part.HAIR : Part.BACK_HAIR,
                        Path.ellipse(x + (i % 2 == 0 ? 6 : -6), 24 + i * 33, 27 - i * .8, 25));
            }
            pen.accept(Part.JEWEL, Path.rect(s * (166 + sway * .8) - 15, 272, 30, 14));
            pen.accept(Part.SHEEN, Path.ribbon(1, 10, 1, s * 40, -164, s * 96, -122, s * 124, -50));
        }
    }

    /** An ellipse with a scalloped edge, as a mass of curls has it. */
    private static Path cloud(double cx, double cy, double rx, double ry, int bumps, double bump) {
        Path p = Path.ellipse(cx, cy, rx, ry);
        for (int i = 0; i < bumps; i++) {
            double a = 2 * StrictMath.PI * i / bumps + .3;
            double b = bump * (1 + .5 * StrictMath.sin(i * 2.4));
            p.add(Path.circle(
                    cx + (rx - b * .2) * StrictMath.cos(a), cy + (ry - b * .2) * StrictMath.sin(a), b + rx * .06));
        }
        return p;
    }
}
