package studio.greenroom.saga.provider.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ProviderFailure;

/**
 * Says in our words what went wrong. It goes by status and body: the SDK's {@code code()} and {@code type()} throw on
 * bodies of any other shape than OpenAI's own.
 */
final class OpenAiFaults {

    private static final Set<String> REFUSALS = Set.of(
            "moderation_blocked",
            "content_policy_violation",
            "content_filter",
            "image_content_policy_violation",
            "safety_violations");
    private static final Set<String> QUOTA =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

    private OpenAiFaults() {}

    static ProviderFailure failure(RuntimeException e) {
        return e instanceof OpenAIServiceException answered ? refused(answered) : broken(e);
    }

    private static ProviderFailure refused(OpenAIServiceException e) {
        Map<?, ?> error = error(e);
        FailureCode code = code(e.statusCode(), text(error, "code"), text(error, "type"));
        String message = text(error, "message");
        return new ProviderFailure(
                code,
                message == null ? "HTTP " + e.statusCode() : message,
                code == FailureCode.RATE_LIMITED || code == FailureCode.PROVIDER_UNAVAILABLE
                        ? retryAfter(e.headers())
                        : null,
                first(e.headers(), "x-request-id"),
                null);
    }

    static FailureCode code(int status, @Nullable String code, @Nullable String type) {
        if (code != null && QUOTA.contains(code) || type != null && QUOTA.contains(type)) {
            return FailureCode.QUOTA_EXHAUSTED;
        }
        if (status < 500 && code != null && REFUSALS.contains(code)) {
            return FailureCode.CONTENT_REFUSED;
        }
        return switch (status) {
            case 401, 403 -> FailureCode.BAD_CREDENTIALS;
            case 402 -> FailureCode.QUOTA_EXHAUSTED;
            case 408 -> FailureCode.PROVIDER_TIMEOUT;
            case 429 -> FailureCode.RATE_LIMITED;
            case 409 -> FailureCode.PROVIDER_UNAVAILABLE;
            default -> status >= 400 && status < 500 ? FailureCode.REQUEST_REJECTED : FailureCode.PROVIDER_UNAVAILABLE;
        };
    }

    /** No status came, or what came with it could not be read. */
    private static ProviderFailure broken(RuntimeException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof BoundedBody.TooLargeException) {
                return new ProviderFailure(FailureCode.INVALID_ANSWER, t.getMessage());
            }
            if (t instanceof InterruptedIOException) {
                return new ProviderFailure(FailureCode.PROVIDER_TIMEOUT, null);
            }
            // Jackson's own exceptions are IOExceptions too, but say that what came is not JSON.
            if (t instanceof IOException && !(t instanceof JacksonException)) {
                return new ProviderFailure(FailureCode.PROVIDER_UNAVAILABLE, t.getMessage());
            }
        }
        return new ProviderFailure(FailureCode.INVALID_ANSWER, "The answer is not what the API promises.");
    }

    private static Map<?, ?> error(OpenAIServiceException e) {
        try {
            Object body = e.body().convert(Object.class);
            Object error = body instanceof Map<?, ?> map && map.get("error") != null ? map.get("error") : body;
            return error instanceof Map<?, ?> map
                    ? map
                    : error instanceof String text ? Map.of("message", text) : Map.of();
        } catch (RuntimeException unreadable) {
            return Map.of();
        }
    }

    private static @Nullable String text(Map<?, ?> error, String field) {
        return error.get(field) instanceof String text ? text : null;
    }

    private static @Nullable Duration retryAfter(Headers headers) {
        try {
            String millis = first(headers, "retry-after-ms");
            if (millis != null) {
                return notNegative(Duration.ofMillis((long) Double.parseDouble(millis)));
            }
            String after = first(headers, "retry-after");
            if (after == null) {
                return null;
            }
            return notNegative(
                    after.strip().matches("[0-9.]+")
                            ? Duration.ofMillis((long) (Double.parseDouble(after.strip()) * 1_000))
                            : untilDate(after.strip(), first(headers, "date")));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** Against the server's own clock where it tells it. */
    private static Duration untilDate(String after, @Nullable String now) {
        ZonedDateTime then = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME);
        return now == null
                ? Duration.ZERO
                : Duration.between(ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME), then);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    static @Nullable String first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().orElse(null);
    }
}
