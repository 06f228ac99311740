package studio.greenroom.saga.provider.openai;

import com.openai.core.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait: {@code Retry-After-Ms}, or {@code Retry-After} in seconds or as a date (RFC 9110). */
final class RetryAfter {

    private static final double MILLIS = 1_000;

    private RetryAfter() {}

    /** Null when nothing is said that can be understood; never negative. */
    static @Nullable Duration of(Headers headers) {
        String millis = OpenAiFaults.first(headers, "retry-after-ms");
        Duration wait = millis == null ? null : millis(millis, 1);
        String after = OpenAiFaults.first(headers, "retry-after");
        if (wait != null || after == null) {
            return wait;
        }
        Duration seconds = millis(after, MILLIS);
        return seconds != null ? seconds : untilDate(after, OpenAiFaults.first(headers, "date"));
    }

    /** More than fits counts as the longest there is: whoever waits gives up sooner. */
    private static @Nullable Duration millis(String number, double unit) {
        try {
            double millis = Double.parseDouble(number) * unit;
            return millis >= 0 ? Duration.ofMillis((long) millis) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** By the server's own clock; without it a date says nothing, since nobody knows how far apart two clocks are. */
    private static @Nullable Duration untilDate(String after, @Nullable String now) {
        if (now == null) {
            return null;
        }
        try {
            Duration wait = Duration.between(date(now), date(after));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
