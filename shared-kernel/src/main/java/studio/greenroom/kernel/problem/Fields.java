package studio.greenroom.kernel.problem;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request and gathers what is wrong with them, so that people learn of all of it at once. */
public final class Fields {

    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** A text that has to be there, trimmed and in Unicode NFC. */
    public String required(String field, @Nullable String value, int max) {
        String text = optional(field, value, max);
        if (text == null) {
            wrong(field, "Fill this in: 1 to " + max + " characters.");
        }
        return text == null ? "" : text;
    }

    /** A text that may be left out; a blank one counts as left out. */
    public @Nullable String optional(String field, @Nullable String value, int max) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            wrong(field, "Shorten this by " + (length - max) + ": at most " + max + " characters.");
        } else if (text.codePoints().anyMatch(Fields::isUnprintable)) {
            wrong(field, "Remove the control characters.");
        }
        return text;
    }

    /** Texts of which no two are alike but for case; the order stays. */
    public List<String> distinct(String field, @Nullable List<String> values, int maxCount, int maxLength) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String value : values == null ? List.<String>of() : values) {
            String text = required(field + "[" + texts.size() + "]", value, maxLength);
            if (!seen.add(text.toLowerCase(Locale.ROOT))) {
                wrong(field, "Remove one “" + text + "”: it is there twice.");
            }
            texts.add(text);
        }
        if (texts.size() > maxCount) {
            wrong(field, "Remove " + (texts.size() - maxCount) + ": at most " + maxCount + ".");
        }
        return texts;
    }

    public long within(String field, @Nullable Long value, long otherwise, long min, long max, int step) {
        if (value == null) {
            return otherwise;
        }
        if (value < min || value > max || value % step != 0) {
            wrong(
                    field,
                    "Use a number from " + min + " to " + max + (step == 1 ? "." : ", a multiple of " + step + "."));
        }
        return value;
    }

    /** One of some words, or something else when it is left out. */
    public <T> T oneOf(
            String field, @Nullable String value, T otherwise, List<T> all, Function<? super T, String> word) {
        if (value == null) {
            return otherwise;
        }
        Optional<T> found =
                all.stream().filter(one -> word.apply(one).equals(value)).findFirst();
        if (found.isEmpty()) {
            wrong(field, "Use " + all.stream().map(word).collect(Collectors.joining(" or ")) + ".");
        }
        return found.orElse(otherwise);
    }

    public void wrong(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }

    /** @throws Problem VALIDATION_FAILED with every error, when there is one */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Problem(
                    ProblemCode.VALIDATION_FAILED, "Change the fields named in errors and send it again.", errors);
        }
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' || Character.getType(c) == Character.SURROGATE;
    }
}
