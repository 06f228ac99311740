package studio.greenroom.prose;

import java.util.Locale;

/** The small repairs that keep free words grammatical inside written sentences. */
final class Grammar {
    private Grammar() {}

    /** Free text as it may stand in a sentence: one line, no marks that could be left open, at most so long. */
    static String words(String text, int most) {
        return cut(
                text.replaceAll("[^\\p{L}\\p{M}\\p{N}&'’ /+-]+", " ")
                        .replaceAll("(?<![\\p{L}\\p{N}])['’]|['’](?![\\p{L}\\p{N}])", "")
                        .replaceAll("\\s+", " ")
                        .strip(),
                most);
    }

    /** A name keeps its own marks; only line breaks, controls and runs of spaces go, and all beyond twelve words. */
    static String name(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return cut(line.replaceAll("^(\\S+(?: \\S+){11}) .*", "$1"), 80);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int space = text.lastIndexOf(' ', most);
        String kept = text.substring(0, space > most / 2 ? space : most);
        return Character.isHighSurrogate(kept.charAt(kept.length() - 1))
                ? kept.substring(0, kept.length() - 1)
                : kept.strip();
    }

    /** A genre inside a sentence: lower case, unless its capitals are an abbreviation such as R&B or UK; an adjective gets its noun. */
    static String genre(String text) {
        StringBuilder out = new StringBuilder();
        for (String word : text.split(" ")) {
            String head = word.split("-")[0];
            boolean short_ =
                    head.length() <= 3 && head.equals(head.toUpperCase(Locale.ROOT)) && head.matches(".*\\p{L}.*");
            String lower = word.toLowerCase(Locale.ROOT);
            String set = lower.matches("[kjc]-pop")
                    ? Character.toUpperCase(lower.charAt(0)) + "-pop"
                    : lower.matches("r&b|edm|idm|uk|us|rnb|dnb")
                            ? lower.toUpperCase(Locale.ROOT)
                            : short_ ? word : lower;
            out.append(out.length() > 0 ? " " : "").append(set);
        }
        String set = out.toString();
        return set.matches(
                        "(?s)(.* )?(ambient|indie|alternative|neoclassical|psychedelic|progressive|gothic|\\w+(?<!met)al|\\w+[^us]ic)")
                ? set + " music"
                : set;
    }

    /**
     * Settles who a sentence is about: "they" where the sentence before has just named the artist, the name where a
     * plural noun in between would catch the pronoun. Verbs are written {plural|singular}.
     */
    static String subject(String sentence, boolean pronoun) {
        return sentence.replaceAll("\\{(\\w+)\\|(\\w+)\\}", pronoun ? "$1" : "$2")
                .replace("{They}", pronoun ? "They" : "{N}")
                .replace("{they}", pronoun ? "they" : "{N}");
    }

    /** "a" or "an", by sound as far as spelling tells. */
    static String article(String word) {
        String low = word.toLowerCase(Locale.ROOT);
        if (word.matches("(?s)(R&B|[FHLMNRSX][A-Z&]{1,3}\\b).*") || low.matches("(?s)(8|11|18|hour|honest|heir).*")) {
            return "an";
        }
        if (low.matches("(?s)(uk\\b|uni|use|eu|one\\b|once|ukul|u-).*")) {
            return "a";
        }
        return low.matches("(?s)[aeiouáàâäãåéèêëíìîïóòôöõøúùûü].*") ? "an" : "a";
    }
}
