package studio.greenroom.prose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes artist bios without a model: whole sentences written beforehand, chosen and ordered by seed so that no two
 * share an image, and fitted to a length. The same brief gives the same text on every platform.
 */
public final class BioWriter {
    /** Fewest words of a bio. */
    public static final int MIN_WORDS = 60;
    /** Most words of a bio. */
    public static final int MAX_WORDS = 110;
    /** Most characters of a bio. */
    public static final int MAX_CHARS = 900;

    private static final int ATTEMPTS = 400;

    private BioWriter() {}

    /** A bio of 60 to 110 words and at most 900 characters, in English. */
    public static String compose(BioBrief brief) {
        String name = Grammar.name(brief.name());
        Draft draft = new Draft(brief, name.isEmpty() ? "This artist" : name, Wish.of(brief.instruction()));
        String best = "";
        int least = Integer.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            List<String> sentences = draft.sentences(attempt);
            String text = String.join(" ", sentences);
            int fault = draft.fault(sentences, text)
                    + (text.equals(brief.currentBio().strip()) ? 50 : 0);
            if (fault < least) {
                least = fault;
                best = text;
            }
        }
        return best;
    }

    /** One brief's sentences; each attempt shuffles anew from the same seed. */
    private record Draft(BioBrief brief, String name, Wish wish) {

        List<String> sentences(int attempt) {
            Chance chance = new Chance(brief.seed() * 31 + attempt, name + '|' + brief.genre());
            int shape = new Chance(brief.seed(), name).below(6);
            String genre = Grammar.genre(Grammar.words(brief.genre(), 40));
            String world = chance.of(Worlds.of(genre).sounds);
            List<String> traits = new ArrayList<>();
            for (String trait : brief.traits()) {
                String plain = Grammar.words(trait, 30);
                if (!plain.isEmpty() && traits.size() < 6) {
                    traits.add(plain);
                }
            }
            Collections.rotate(traits, chance.below(traits.size() + 1));
            String first = traits.isEmpty() ? "" : Manners.of(traits.get(0), chance);
            String second = traits.size() < 2 ? "" : Manners.of(traits.get(1), chance);
            String third = traits.size() < 3 || wish.length() < 1 ? "" : Manners.of(traits.get(2), chance);
            String look = wish.plain() ? "" : Looks.of(Grammar.words(brief.style(), 44), chance);
            String more = chance.of(Worlds.ANY.sounds);
            String close = chance.of(wish.closings());
            String open = chance.of(Frames.OPEN);
            String late = chance.of(Frames.LATE);
            String quote = chance.of(Frames.QUOTE);
            List<String> plan = new ArrayList<>(
                    switch (shape) {
                        case 0 -> List.of(open, world, first, second, look, third, close);
                        case 1 -> List.of(world, late, first, look, second, third, close);
                        case 2 ->
                            look.isEmpty()
                                    ? List.of(world, late, second, first, third, close)
                                    : List.of(look, late, world, first, second, third, close);
                        case 3 -> List.of(open, first, world, second, third, look, close);
                        case 4 -> List.of(quote, world, first, look, second, third, close);
                        default -> List.of(open, look, first, world, third, second, close);
                    });
            plan.removeIf(String::isEmpty);
            List<String> out = new ArrayList<>();
            boolean named = false;
            for (String sentence : fitted(plan, more, chance)) {
                boolean pronoun = named || name.length() > 40;
                out.add(filled(Grammar.subject(sentence, pronoun), genre, chance));
                named = sentence.contains("{N}") || sentence.contains("hey}");
            }
            return out;
        }

        /** Drops or adds inner sentences until the length is near what was wished. */
        private List<String> fitted(List<String> plan, String more, Chance chance) {
            int most = wish.length() < 0 ? 72 : wish.length() > 0 ? MAX_WORDS : 96;
            int least = wish.length() > 0 ? 97 : wish.length() < 0 ? MIN_WORDS : 73;
            while (plan.size() > 3 && words(String.join(" ", plan)) > most) {
                plan.remove(2 + chance.below(plan.size() - 2 - (wish.bent() ? 1 : 0)));
            }
            if (words(String.join(" ", plan)) < least && !plan.contains(more)) {
                plan.add(Math.min(3, plan.size() - 1), more);
            }
            if (words(String.join(" ", plan)) < least) {
                plan.add(plan.size() - 1, chance.of(Frames.CLOSE));
            }
            return plan;
        }

        private String filled(String sentence, String genre, Chance chance) {
            String g = genre.isEmpty() ? "music" : genre;
            String s = sentence.replace("{place}", chance.of(Frames.PLACES))
                    .replace("a {g}", Grammar.article(g) + " {g}")
                    .replace("{g}", g);
            return s.replace("{N}", name);
        }

        /** How far a draft is from acceptable: 0 is good. */
        int fault(List<String> sentences, String text) {
            int count = words(text);
            int low = wish.length() > 0 ? 97 : wish.length() < 0 ? MIN_WORDS : 73;
            int high = wish.length() < 0 ? 72 : wish.length() > 0 ? MAX_WORDS : 96;
            int fault = Math.max(0, low - count) * 3
                    + Math.max(0, count - high) * 3
                    + Math.max(0, text.length() - MAX_CHARS) * 4;
            fault += 20 * (Math.max(0, MIN_WORDS - count) + Math.max(0, count - MAX_WORDS));
            fault += text.contains(name) ? 0 : 40;
            fault += text.contains(Grammar.genre(Grammar.words(brief.genre(), 40))) ? 0 : 20;
            return fault + 4 * echoes(sentences);
        }

        /** Long words that two sentences share, apart from the brief's own: an image should come once. */
        private int echoes(List<String> sentences) {
            String own = (name + ' ' + brief.genre() + ' ' + brief.style() + ' ' + String.join(" ", brief.traits()))
                    .toLowerCase(Locale.ROOT);
            Set<String> seen = new HashSet<>();
            int echoes = 0;
            for (String sentence : sentences) {
                Set<String> here = new HashSet<>();
                for (String word : sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
                    String stem = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
                    if (stem.length() >= 4 && !COMMON.contains(stem) && !own.contains(stem)) {
                        here.add(stem);
                    }
                }
                for (String stem : here) {
                    echoes += seen.add(stem) ? 0 : 1;
                }
            }
            return echoes;
        }
    }

    private static final Set<String> COMMON = Set.of(
            "with", "that", "they", "from", "have", "them", "their", "into", "when", "then", "every", "only", "until",
            "still", "which", "after", "before", "there", "this", "what", "than", "been", "like", "over", "once",
            "always", "where", "while", "under", "usually", "between", "same", "makes", "make", "made", "nobody",
            "left", "half", "through", "come", "comes");

    static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
