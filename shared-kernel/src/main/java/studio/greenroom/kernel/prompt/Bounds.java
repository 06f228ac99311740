package studio.greenroom.kernel.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a definition has to be; whatever is wrong is an IllegalArgumentException that begins with the field's name. */
final class Bounds {

    static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int MAX_NAME = 40;
    private static final int MAX_VERSION = 9_999;

    private Bounds() {}

    static void identity(@Nullable String name, int version) {
        words("name", name, MAX_NAME);
        require(
                name != null && NAME.matcher(name).matches(),
                "name",
                "is lower-case words and digits with hyphens between");
        require(version >= 1 && version <= MAX_VERSION, "version", "is a number from 1 to " + MAX_VERSION);
    }

    static void words(String field, @Nullable String text, int max) {
        require(text != null, field, "is missing");
        maybeWords(field, text, max);
    }

    static void maybeWords(String field, @Nullable String text, int max) {
        if (text != null) {
            require(!text.isBlank(), field, "is empty");
            require(text.equals(text.strip()), field, "begins or ends with a blank");
            require(text.codePointCount(0, text.length()) <= max, field, "is longer than " + max + " characters");
        }
    }

    /** Distinct but for case; none when it is left out. */
    static List<String> list(String field, @Nullable List<String> texts, int maxCount, int max) {
        if (texts == null) {
            return List.of();
        }
        require(texts.size() <= maxCount, field, "has more than " + maxCount + " entries");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = field + '[' + i + ']';
            words(at, texts.get(i), max);
            require(seen.add(texts.get(i).toLowerCase(Locale.ROOT)), at, "is there twice");
        }
        return List.copyOf(texts);
    }

    static void require(boolean right, String field, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(field + ' ' + otherwise);
        }
    }
}
