package studio.greenroom.art;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A geometric alphabet built from bars, slants and ring sectors, since a server may have no fonts at all. Letters are
 * 100 units high before scaling.
 *
 * @param weight stroke thickness in hundredths of the height, 6 (light) to 30 (heavy)
 * @param wide   width factor, 0.6 (condensed) to 1.4
 * @param space  distance between letters in hundredths of the height
 */
record Lettering(double weight, double wide, double space) {
    static final Lettering HEAVY = new Lettering(29, 1.0, 7);
    static final Lettering CONDENSED = new Lettering(21, 0.66, 9);
    static final Lettering LIGHT = new Lettering(8, 0.95, 26);
    static final String KNOWN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-'&!?+/,:";

    /** What of a text this alphabet can set: upper case, accents stripped; empty when any letter is missing. */
    static Optional<String> plain(String text) {
        String bare = Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace('\u2019', '\'')
                .replace('\u2013', '-')
                .replace("\u00DF", "ss")
                .replace("\u00F8", "o")
                .replace("\u00D8", "O")
                .replace("\u00E6", "ae")
                .replace("\u00C6", "AE")
                .replace("\u0142", "l")
                .replace("\u0141", "L")
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT);
        boolean known = !bare.isEmpty() && bare.length() <= 40 && bare.chars().allMatch(c -> KNOWN.indexOf(c) >= 0);
        return known ? Optional.of(bare) : Optional.empty();
    }

    /** Width of a set line, for a height of one. */
    double measure(String text) {
        double x = 0;
        for (int i = 0; i < text.length(); i++) {
            x += advance(text, i);
        }
        return (x - space) / 100;
    }

    private double advance(String text, int i) {
        return width(text.charAt(i)) + space + (i + 1 < text.length() ? kern(text.charAt(i), text.charAt(i + 1)) : 0);
    }

    private double kern(char a, char b) {
        boolean open = "AVTYLFP".indexOf(a) >= 0 && "AVTYJ".indexOf(b) >= 0 && a != b;
        return open && !(a == 'P' && b != 'A') && !(a == 'F' && b != 'A') && !(a == 'L' && b == 'A') ? -13 * wide : 0;
    }

    /** The line with its top left corner at a point, in design units. */
    Path set(String text, double x, double y, double height) {
        Path out = new Path();
        double pen = 0;
        double k = height / 100;
        for (int i = 0; i < text.length(); i++) {
            out.add(Glyphs.draw(text.charAt(i), width(text.charAt(i)), weight).map(k, 0, 0, k, x + pen * k, y));
            pen += advance(text, i);
        }
        return out;
    }

    private double width(char c) {
        return switch (c) {
            case 'I', '!', '.', '\'', ',', ':' -> weight;
            case ' ' -> 34 * wide;
            case 'M' -> Math.max(92 * wide, weight * 3.5);
            case 'N' -> Math.max(76 * wide, weight * 2.95);
            case 'H', 'U' -> Math.max(72 * wide, weight * 2.6);
            case 'W' -> 112 * wide + weight * 0.3;
            case 'O', 'Q', 'G' -> 90 * wide;
            case 'C' -> 82 * wide;
            case 'E', 'F', 'L', 'J' -> 56 * wide;
            case 'A', 'V', 'X', 'Y' -> 84 * wide;
            case '1', '-' -> 44 * wide;
            default -> 72 * wide;
        };
    }
}
