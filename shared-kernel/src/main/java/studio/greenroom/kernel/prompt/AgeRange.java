package studio.greenroom.kernel.prompt;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How old somebody looks; nobody is younger than 18, on purpose. */
public enum AgeRange {
    FROM_18("18-24", "a young adult in their early twenties"),
    FROM_25("25-29", "in their late twenties"),
    FROM_30("30-39", "in their thirties"),
    FROM_40("40-49", "in their forties"),
    FROM_50("50-59", "in their fifties"),
    FROM_60("60-69", "in their sixties"),
    FROM_70("70-plus", "in their seventies or older"),
    AGELESS("ageless", "an adult of no particular age");

    private final String word;
    private final String words;

    AgeRange(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /** As it stands in requests, answers and events. */
    @JsonValue
    public String word() {
        return word;
    }

    /** As a model is told. */
    public String words() {
        return words;
    }

    public static List<AgeRange> all() {
        return List.of(values());
    }

    public static Optional<AgeRange> of(String word) {
        return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst();
    }
}
