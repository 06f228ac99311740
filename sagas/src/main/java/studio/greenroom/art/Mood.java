package studio.greenroom.art;

import java.util.Locale;

/** How style words bend every colour of a picture; {@code hue} is a wanted accent in degrees, or NaN. */
record Mood(Kind kind, double hue) {

    enum Kind {
        NATURAL,
        NOIR,
        PASTEL,
        VIVID
    }

    private static final String[][] HUES = {
        {"red", "27"},
        {"crimson", "22"},
        {"scarlet", "30"},
        {"orange", "55"},
        {"amber", "68"},
        {"gold", "82"},
        {"golden", "82"},
        {"yellow", "95"},
        {"lime", "122"},
        {"green", "148"},
        {"emerald", "158"},
        {"teal", "195"},
        {"turquoise", "195"},
        {"cyan", "205"},
        {"blue", "255"},
        {"cobalt", "262"},
        {"indigo", "275"},
        {"violet", "298"},
        {"purple", "308"},
        {"magenta", "338"},
        {"pink", "355"},
        {"rose", "8"}
    };

    /** Reads the palette out of free words. */
    static Mood of(String words) {
        Kind kind = Words.any(
                        words,
                        "noir",
                        "monochrome",
                        "monochromatic",
                        "black and white",
                        "greyscale",
                        "grayscale",
                        "b&w")
                ? Kind.NOIR
                : Words.any(words, "pastel", "pastels", "soft colours", "soft colors", "muted", "dreamy")
                        ? Kind.PASTEL
                        : Words.any(words, "vivid", "saturated", "bold colours", "bold colors", "psychedelic")
                                ? Kind.VIVID
                                : Kind.NATURAL;
        for (String[] named : HUES) {
            if (Words.any(words.toLowerCase(Locale.ROOT), named[0])) {
                return new Mood(kind, Double.parseDouble(named[1]));
            }
        }
        return new Mood(kind, Double.NaN);
    }

    /** A colour in OKLCH as this mood shows it. */
    Colour colour(double l, double c, double h) {
        return switch (kind) {
            case NATURAL -> Colour.oklch(l, c, h);
            case NOIR -> Colour.oklch(l + (l - .5) * .08, Math.min(c * .12, .012), 75);
            case PASTEL -> Colour.oklch(.34 + .63 * l, c * .62, h);
            case VIVID -> Colour.oklch(l, c * 1.25, h);
        };
    }

    /** The hue that was asked for in words, or else this one. */
    double accent(double otherwise) {
        return Double.isNaN(hue) ? otherwise : hue;
    }
}
