package studio.greenroom.kernel.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** The place in one kind of list at which the next page begins: opaque to clients, checked when it comes back. */
public final class Cursor {

    private static final int LONGEST = 128;

    private Cursor() {}

    public static String of(String list, long place) {
        return of(list, Long.toString(place));
    }

    public static String of(String list, String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ':' + place).getBytes(StandardCharsets.US_ASCII));
    }

    /** The place, or {@code start} when there is no cursor. */
    public static long read(String list, @Nullable String cursor, long start) {
        if (cursor == null) {
            return start;
        }
        try {
            long place = Long.parseLong(read(list, cursor));
            if (place < 0) {
                throw refused();
            }
            return place;
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    /** The place that {@link #of(String, String)} was given. */
    public static String read(String list, String cursor) {
        try {
            String plain = cursor.length() > LONGEST
                    ? ""
                    : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (!plain.startsWith(list + ':')) {
                throw refused();
            }
            return plain.substring(list.length() + 1);
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
    }

    /** A cursor that none of our answers had. */
    public static Problem refused() {
        return invalid("cursor", "Take the cursor from the answer's next, or leave it out.");
    }

    public static Problem invalid(String field, String message) {
        return new Problem(ProblemCode.VALIDATION_FAILED, message, List.of(new Problem.FieldError(field, message)));
    }
}
