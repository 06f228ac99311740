package studio.greenroom.kernel.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody invented is, beyond what can be seen of them. Everything may be left out.
 *
 * @param name        at most 80 characters
 * @param age         years, 18 to 120
 * @param personality at most 300 characters
 * @param background  at most 1,000 characters
 */
public record CharacterSheet(
        @Nullable String name,
        @Nullable Integer age,
        @Nullable String personality,
        @Nullable String background) {

    public static final int MAX_NAME = 80;
    public static final int MIN_AGE = 18;
    public static final int MAX_AGE = 120;
    public static final int MAX_PERSONALITY = 300;
    public static final int MAX_BACKGROUND = 1_000;

    /** As a model is told; empty when nothing is said. */
    String words() {
        List<String> who = new ArrayList<>();
        if (name != null && !name.isBlank()) {
            who.add(name.strip());
        }
        if (age != null) {
            who.add(age + " years old");
        }
        return Stream.of(
                        Words.labelled("Character", String.join(", ", who)),
                        Words.labelled("Personality", personality),
                        Words.labelled("Background", background))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    void check(String at) {
        Bounds.maybeWords(at + "name", name, MAX_NAME);
        Bounds.require(
                age == null || age >= MIN_AGE && age <= MAX_AGE,
                at + "age",
                "is a number from " + MIN_AGE + " to " + MAX_AGE);
        Bounds.maybeWords(at + "personality", personality, MAX_PERSONALITY);
        Bounds.maybeWords(at + "background", background, MAX_BACKGROUND);
    }
}
