package studio.greenroom.query.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** The place in one kind of list at which the next page begins: opaque to clients, checked when it comes back. */
public final class Cursor {

    private static final int LONGEST = 64;

    private Cursor() {
    }

    public static String of(String list, long place) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((list + ':' + place).getBytes(StandardCharsets.US_ASCII));
    }

    /** The place, or {@code start} when there is no cursor. */
    public static long read(String list, @Nullable String cursor, long start) {
        if (cursor == null) {
            return start;
        }
        try {
            if (cursor.length() > LONGEST) {
                throw refused();
            }
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            long place = plain.startsWith(list + ':') ? Long.parseLong(plain.substring(list.length() + 1)) : -1;
            if (place < 0) {
                throw refused();
            }
            return place;
        } catch (IllegalArgumentException notACursor) {
            throw refused();
        }
    }

    private static Problem refused() {
        return invalid("cursor", "Take the cursor from the answer's next, or leave it out.");
    }

    public static Problem invalid(String field, String message) {
        return new Problem(ProblemCode.VALIDATION_FAILED, message, List.of(new Problem.FieldError(field, message)));
    }
}
