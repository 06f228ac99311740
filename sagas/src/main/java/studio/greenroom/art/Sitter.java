package studio.greenroom.art;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The person portrayed: drawn once as layers with tones, which every school draws again in its own hand. */
final class Sitter {
    private static final String[] EYES = {
        "an open gaze", "lowered eyes", "round dark glasses", "heavy lids", "narrow dark glasses"
    };
    final List<Layer> layers = new ArrayList<>();
    final double cx;
    final double cy;
    /** Picture units per head unit. */
    final double k;

    final Path head;
    final String look;
    /** Skin in light and in shade; the shade is always derived from the skin. */
    final Colour skin;

    final Colour shade;

    Sitter(Commission c, double cx, double cy, double k) {
        this.cx = cx;
        this.cy = cy;
        this.k = k;
        Dice dice = c.dice("sitter");
        int eyes = eyes(c);
        int kind = hair(c);
        Face face = new Face(dice, eyes);
        Hair hair = new Hair(dice, kind);
        double[] tone = c.deck()
                .pick(
                        "skin",
                        new double[] {.88, .045, 66},
                        new double[] {.80, .075, 62},
                        new double[] {.72, .090, 58},
                        new double[] {.62, .090, 54},
                        new double[] {.84, .060, 72},
                        new double[] {.54, .080, 50},
                        new double[] {.76, .080, 68});
        skin = c.mood().colour(tone[0], tone[1], tone[2]);
        shade = c.mood().colour(tone[0] * .66, tone[1] * 1.25, tone[2] - 14);
        look = Hair.KINDS.get(kind) + " and " + EYES[eyes];
        double flip = c.deck().draw("light", 2) == 0 ? 1 : -1;
        double tilt = dice.in(2, 7) * (dice.chance(.5) ? 1 : -1);
        double a = tilt * StrictMath.PI / 180;
        double ca = StrictMath.cos(a) * k;
        double sa = StrictMath.sin(a) * k;
        Turn onHead = p -> p.map(flip * ca, flip * sa, -sa, ca, cx + sa * 150, cy + 150 * (k - ca));
        Turn onBody = p -> p.map(flip * k, 0, 0, k, cx, cy);
        head = onHead.of(face.head());
        Path neck = onBody.of(new Path()
                .to(-68, 60)
                .curve(-68, 60, -66, 150, -72, 200, -104, 250)
                .to(0, 330)
                .to(104, 250)
                .curve(104, 250, 72, 200, 66, 150, 68, 60)
                .close());
        hair.behind(pen(onHead, null));
        BiConsumer<Part, Path> body = pen(onBody, null);
        boolean hidden = kind == 3 || kind == 12;
        new Clothes(dice, c.deck().draw("collar", 4))
                .draw(body, neck, layers, onBody, head.shift(-10 * k * flip, 52 * k));
        if (!hidden) {
            layers.add(new Layer(Part.SKIN, onHead.of(face.ears()), null));
            layers.add(new Layer(Part.SHADE, onHead.of(Path.ellipse(-130, 30, 20, 40)), onHead.of(face.ears())));
        }
        face.draw((part, path) -> layers.add(new Layer(
                part,
                path == face.head() ? head : onHead.of(path),
                part.isSkin() && path != face.head() ? head : null)));
        hair.before(pen(onHead, null));
        if (!hidden && c.deck().draw("jewel", 3) == 0) {
            layers.add(new Layer(Part.JEWEL, onHead.of(Path.ring(130, 82, 17, 17, 6, 0, 360)), null));
        }
    }

    private interface Turn extends Clothes.Place {}

    private BiConsumer<Part, Path> pen(Clothes.Place place, @Nullable Path clip) {
        return (part, path) -> layers.add(new Layer(part, place.of(path), clip));
    }

    /** Everything the sitter covers, as one outline. */
    Path outline() {
        Path all = new Path();
        for (Layer layer : layers) {
            Part part = layer.part();
            if (layer.clip() == null
                    && (part.isCloth() || part.isHair() || part.isSkin() || part == Part.HAT || part == Part.HAT_SHADE)
                    && part != Part.SHEEN) {
                all.add(layer.shape());
            }
        }
        return all;
    }

    /** The outlines of one material; empty when the sitter has none of it. */
    Path only(java.util.function.Predicate<Part> wanted) {
        Path all = new Path();
        layers.stream().filter(l -> wanted.test(l.part())).forEach(l -> all.add(l.shape()));
        return all;
    }

    private static int eyes(Commission c) {
        String words = (c.brief().prompt()
                        + ' '
                        + c.brief().style()
                        + ' '
                        + String.join(" ", c.brief().traits()))
                .toLowerCase(Locale.ROOT);
        if (words.contains("sunglasses") || words.contains("shades") || words.contains("glasses")) {
            return words.contains("round") || c.deck().draw("eyes", 2) == 0 ? 2 : 4;
        }
        if (words.matches("(?s).*\\b(shy|dreamy|quiet|gentle|introspective|calm|serene|closed eyes|meditative)\\b.*")) {
            return c.deck().pick("eyes", 1, 3, 1, 0);
        }
        if (words.matches("(?s).*\\b(mysterious|cool|aloof|secretive|enigmatic)\\b.*")) {
            return c.deck().pick("eyes", 2, 4, 3, 0);
        }
        return c.deck().pick("eyes", 0, 2, 3, 1, 0, 4, 0);
    }

    private static int hair(Commission c) {
        String words = c.brief().prompt().toLowerCase(Locale.ROOT);
        String[][] named = {
            {"crop", "short hair"},
            {"quiff", "pompadour"},
            {"afro"},
            {"long hair", "long-haired"},
            {"bob", "fringe", "bangs"},
            {"topknot", "bun"},
            {"mohawk", "spikes", "spiky"},
            {"curls", "curly"},
            {"beanie", "woolly hat"},
            {"baseball cap", "cap"},
            {"brim", "fedora", "cowboy hat", "hat"},
            {"shaved", "bald", "buzz cut"},
            {"braids", "plaits", "braided"}
        };
        for (int i = 0; i < named.length; i++) {
            for (String word : named[i]) {
                if (words.matches("(?s).*\\b" + word + "\\b.*")) {
                    return i;
                }
            }
        }
        return c.deck().draw("hair", Hair.KINDS.size());
    }
}
