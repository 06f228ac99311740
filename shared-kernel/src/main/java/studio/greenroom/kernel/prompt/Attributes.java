package studio.greenroom.kernel.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be seen of somebody. Everything may be left out; each text has at most 60 characters. */
public record Attributes(
        @Nullable String gender,
        @Nullable AgeRange ageRange,
        @Nullable String ethnicity,
        @Nullable String bodyType,
        @Nullable String hairStyle,
        @Nullable String hairColour,
        @Nullable String eyes,
        @Nullable String skinTone) {

    public static final int MAX = 60;

    /** Those of these that others do not say. */
    Attributes without(Attributes said) {
        return new Attributes(
                unless(said.gender, gender),
                unless(said.ageRange, ageRange),
                unless(said.ethnicity, ethnicity),
                unless(said.bodyType, bodyType),
                unless(said.hairStyle, hairStyle),
                unless(said.hairColour, hairColour),
                unless(said.eyes, eyes),
                unless(said.skinTone, skinTone));
    }

    /** One after the other, as a model is told; empty when nothing is said. */
    String words() {
        List<String> said = new ArrayList<>();
        add(said, gender, word -> word);
        add(said, ageRange == null ? null : ageRange.words(), word -> word);
        add(said, ethnicity, word -> word);
        add(said, bodyType, word -> "body type: " + word);
        add(said, hairStyle, word -> "hair style: " + word);
        add(said, hairColour, word -> "hair colour: " + word);
        add(said, eyes, word -> "eyes: " + word);
        add(said, skinTone, word -> "skin tone: " + word);
        return String.join("; ", said);
    }

    void check(String at) {
        Bounds.maybeWords(at + "gender", gender, MAX);
        Bounds.maybeWords(at + "ethnicity", ethnicity, MAX);
        Bounds.maybeWords(at + "bodyType", bodyType, MAX);
        Bounds.maybeWords(at + "hairStyle", hairStyle, MAX);
        Bounds.maybeWords(at + "hairColour", hairColour, MAX);
        Bounds.maybeWords(at + "eyes", eyes, MAX);
        Bounds.maybeWords(at + "skinTone", skinTone, MAX);
    }

    private static <T> @Nullable T unless(@Nullable Object said, @Nullable T own) {
        return said == null ? own : null;
    }

    private static void add(List<String> said, @Nullable String word, Function<String, String> labelled) {
        if (word != null && !word.isBlank()) {
            said.add(labelled.apply(word.strip()));
        }
    }
}
