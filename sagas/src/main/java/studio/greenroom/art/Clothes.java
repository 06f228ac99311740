package studio.greenroom.art;

import java.util.List;
import java.util.function.BiConsumer;

/** Neck, shoulders 2.4 head widths across, and one of four collars. */
final class Clothes {
    /** Moves a shape from the sitter's units to the picture's. */
    interface Place {
        Path of(Path path);
    }

    private final int collar;
    private final double slope;
    private final double breadth;

    /** @param collar 0 round, 1 roll neck, 2 lapels, 3 hood */
    Clothes(Dice dice, int collar) {
        this.collar = collar;
        slope = dice.in(-12, 16);
        breadth = dice.in(.94, 1.06);
    }

    void draw(BiConsumer<Part, Path> pen, Path neck, List<Layer> layers, Place place, Path jawShadow) {
        double b = breadth;
        if (collar == 3) {
            pen.accept(
                    Part.COLLAR_SHADE,
                    Path.blob(-150, 190, -168, 250, -90, 330, 90, 330, 168, 250, 150, 190, 60, 150, -60, 150));
        }
        if (collar == 2) {
            layers.add(
                    new Layer(Part.COLLAR, place.of(Path.polygon(-88, 224, 88, 224, 40, 460, 0, 560, -40, 460)), null));
            neck.add(place.of(Path.polygon(-66, 214, 66, 214, 4, 352)));
        }
        layers.add(new Layer(Part.SKIN, neck, null));
        layers.add(new Layer(Part.SHADE, jawShadow, neck));
        layers.add(new Layer(Part.SHADE, place.of(Path.polygon(-160, 60, -34, 60, -22, 180, 6, 360, -160, 360)), neck));
        double dip = collar == 2 ? 330 : 262;
        Path cloth = shoulders(b, slope);
        if (collar == 2) {
            cloth.to(64, 320).to(10, 560).to(-10, 560).to(-64, 320);
        } else {
            cloth.curve(86, 222, 56, dip, 0, dip + 16, -56, dip, -86, 222);
        }
        cloth.close();
        pen.accept(Part.CLOTH, cloth);
        Path shaded = new Path()
                .to(-500, 180)
                .to(-70, 180)
                .curve(-30, 290, -24, 380, -60, 520, -40, 700, -70, 1500)
                .to(-500, 1500)
                .close();
        layers.add(new Layer(Part.CLOTH_SHADE, place.of(shaded), place.of(cloth)));
        collar(pen, layers, place);
    }

    private void collar(BiConsumer<Part, Path> pen, List<Layer> layers, Place place) {
        switch (collar) {
            case 0 -> {
                Path band = new Path()
                        .curve(-94, 216, -60, 268, 0, 284, 60, 268, 94, 216)
                        .curve(106, 236, 68, 294, 0, 312, -68, 294, -106, 236)
                        .close();
                half(pen, layers, place, band);
            }
            case 1 -> {
                Path roll = new Path()
                        .curve(-84, 178, -40, 206, 0, 212, 40, 206, 84, 178)
                        .curve(96, 214, 100, 262, 60, 292, 0, 302, -60, 292, -100, 262, -96, 214)
                        .close();
                half(pen, layers, place, roll);
                pen.accept(Part.CLOTH_SHADE, Path.ribbon(1, 5, 1, -88, 232, -40, 258, 0, 264, 40, 258, 88, 232));
            }
            case 2 -> {
                for (int s = -1; s <= 1; s += 2) {
                    Path lapel = Path.polygon(
                            s * 84, 214, s * 132, 262, s * 150, 380, s * 108, 402, s * 118, 436, s * 8, 590, s * 50,
                            330);
                    pen.accept(s < 0 ? Part.CLOTH_SHADE : Part.CLOTH, lapel);
                    pen.accept(Part.LINE, Path.ribbon(1, 3.5, 1, s * 150, 380, s * 108, 402, s * 118, 436, s * 8, 590));
                    pen.accept(
                            s < 0 ? Part.COLLAR_SHADE : Part.COLLAR,
                            Path.polygon(s * 74, 196, s * 100, 238, s * 58, 330, s * 6, 350, s * 62, 244));
                }
            }
            default -> {
                for (int s = -1; s <= 1; s += 2) {
                    Path fold = new Path()
                            .curve(s * 92, 190, s * 168, 226, s * 172, 276, s * 112, 330, s * 12, 366)
                            .curve(s * 12, 366, s * 30, 330, s * 78, 290, s * 92, 190)
                            .close();
                    pen.accept(s < 0 ? Part.COLLAR_SHADE : Part.COLLAR, fold);
                    pen.accept(Part.JEWEL, Path.ribbon(6, 6, 6, s * 34, 352, s * 40, 420, s * 36, 490));
                }
            }
        }
    }

    private static void half(BiConsumer<Part, Path> pen, List<Layer> layers, Place place, Path shape) {
        pen.accept(Part.COLLAR, shape);
        layers.add(new Layer(
                Part.COLLAR_SHADE, place.of(Path.polygon(-200, 150, -34, 150, -20, 340, -200, 340)), place.of(shape)));
    }

    /** From the neck's left over both shoulders to its right. */
    private static Path shoulders(double b, double slope) {
        return new Path()
                .curve(
                        -86,
                        222,
                        -124,
                        262,
                        -196,
                        288 + slope * .5,
                        -262 * b,
                        330 + slope,
                        -306 * b,
                        420,
                        -326 * b,
                        580,
                        -330 * b,
                        1500)
                .to(330 * b, 1500)
                .curve(
                        330 * b,
                        1500,
                        326 * b,
                        580,
                        306 * b,
                        420,
                        262 * b,
                        330 + slope,
                        196,
                        288 + slope * .5,
                        124,
                        262,
                        86,
                        222);
    }
}
