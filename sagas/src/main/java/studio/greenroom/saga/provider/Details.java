package studio.greenroom.saga.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes what others say fit to be kept and shown: one line, bounded, without anything that looks like a secret. */
public final class Details {

    public static final int MAX_LENGTH = 300;

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+\\S+");
    private static final Pattern KEY = Pattern.compile("\\b(sk|pk|rk|key)[-_][A-Za-z0-9_*.-]{6,}");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(api[-_ ]?key|token|secret|password|authorization)(\"?\\s*[:=]\\s*\"?)[^\\s\",;]+");
    /** Keys of every vendor, and base64: long, and with digits in it. */
    private static final Pattern LONG = Pattern.compile("(?=[A-Za-z_/+-]*\\d)[A-Za-z0-9_/+-]{32,}={0,2}");

    private static final Pattern GAPS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private Details() {}

    /** An exception for the log: where it was thrown, without what somebody may have written into its message. */
    public static Throwable loggable(Throwable failure) {
        RuntimeException plain = new RuntimeException(
                of(failure.toString()), failure.getCause() == null ? null : loggable(failure.getCause()));
        plain.setStackTrace(failure.getStackTrace());
        return plain;
    }

    public static @Nullable String of(@Nullable String text) {
        return text == null || text.isBlank() ? null : line(text);
    }

    /** As {@link #of}, of something that was said for sure. */
    static String line(String text) {
        // What is beyond this can not be seen anyway, and a pattern must not walk through megabytes.
        String line = text.length() > 4_000 ? text.substring(0, 4_000) : text;
        line = BEARER.matcher(line).replaceAll("$1 …");
        line = KEY.matcher(line).replaceAll("…");
        line = NAMED.matcher(line).replaceAll("$1$2…");
        line = LONG.matcher(line).replaceAll("…");
        line = GAPS.matcher(line).replaceAll(" ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }
}
