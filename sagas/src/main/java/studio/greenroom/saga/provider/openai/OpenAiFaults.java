package studio.greenroom.saga.provider.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final int OK = 200;
    private static final int FIRST_ERROR = 400;
    private static final Map<String, Integer> STATUS =
            Map.of("rate_limit_exceeded", 429, "invalid_api_key", 401, "model_not_found", 404);

    private OpenAiFaults() {}

    static ProviderFailure failure(RuntimeException e) {
        return e instanceof OpenAIServiceException answered
                ? refused(answered.statusCode(), error(answered.body()), answered.headers())
                : broken(e);
    }

    /** Of an error that came in place of an answer. */
    static ProviderFailure inAnswer(JsonValue error, Headers headers) {
        return refused(OK, error(error), headers);
    }

    /** Whether a request was refused for one of these parameters, which compatible services may not know. */
    static boolean refusedFor(OpenAIServiceException e, Pattern parameters) {
        if (code(e) != FailureCode.REQUEST_REJECTED) {
            return false;
        }
        Map<?, ?> error = error(e.body());
        String parameter = text(error, "param");
        return parameters
                .matcher(parameter == null ? String.valueOf(error) : parameter)
                .find();
    }

    static boolean unknownModel(OpenAIServiceException e) {
        return "model_not_found".equals(text(error(e.body()), "code"));
    }

    private static FailureCode code(OpenAIServiceException e) {
        return failure(e).code();
    }

    private static ProviderFailure refused(int status, Map<?, ?> error, Headers headers) {
        FailureCode code = code(status < FIRST_ERROR ? told(error) : status, text(error, "code"), text(error, "type"));
        String message = text(error, "message");
        return new ProviderFailure(
                code,
                message == null ? "HTTP " + status : message,
                code.retryable() ? RetryAfter.of(headers) : null,
                first(headers, "x-request-id"),
                null);
    }

    /** The status that an error would have had, if it had not come with 200 or within a stream. */
    private static int told(Map<?, ?> error) {
        if (error.get("code") instanceof Number number && number.intValue() >= FIRST_ERROR) {
            return number.intValue();
        }
        String code = text(error, "code");
        if (code != null && STATUS.containsKey(code)) {
            return STATUS.get(code);
        }
        boolean asked = code != null && REFUSALS.contains(code) || "invalid_request_error".equals(text(error, "type"));
        return asked ? 400 : 500;
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

    private static Map<?, ?> error(JsonValue answer) {
        try {
            Object body = answer.convert(Object.class);
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

    static @Nullable String first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().orElse(null);
    }
}
