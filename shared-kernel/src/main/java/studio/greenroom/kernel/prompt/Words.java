package studio.greenroom.kernel.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/** How words are put into sentences, and which of them have been said. */
final class Words {

    private static final Pattern ENDED = Pattern.compile("(?s).*[\\p{Punct}…]");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private Words() {}

    static String sentence(String words) {
        String text = words.strip();
        return ENDED.matcher(text).matches() ? text : text + '.';
    }

    /** A sentence with a label before it; null where there is nothing to say. */
    static @Nullable String labelled(String label, @Nullable String text) {
        return text == null || text.isBlank() ? null : label + ": " + sentence(text);
    }

    static String artist(Persona persona) {
        String traits = persona.traits().isEmpty()
                ? ""
                : " (" + String.join(", ", persona.traits()).toLowerCase(Locale.ROOT) + ')';
        return persona.name() + ", " + persona.genre() + " artist" + traits;
    }

    /** Those of some phrases that no text says, whole word by whole word and whatever stands between. */
    static List<String> unsaid(List<String> phrases, List<String> texts) {
        List<String> bare = texts.stream().map(Words::bare).toList();
        List<String> left = new ArrayList<>();
        for (String phrase : phrases) {
            if (bare.stream().noneMatch(text -> text.contains(bare(phrase)))) {
                left.add(phrase);
            }
        }
        return left;
    }

    private static String bare(String text) {
        return ' ' + GAPS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + ' ';
    }
}
