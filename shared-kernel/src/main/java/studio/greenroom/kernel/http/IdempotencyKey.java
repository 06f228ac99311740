package studio.greenroom.kernel.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import studio.greenroom.kernel.hash.Sha256;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a repeated request the same request.
 *
 * @param key         the header {@code Idempotency-Key}; null when the client sent none
 * @param fingerprint the same for a request that is sent again, another for another; empty without a key
 */
public record IdempotencyKey(@Nullable String key, String fingerprint) {

    private static final String HEADER = "Idempotency-Key";
    private static final int MAX_KEY = 128;
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws Problem INVALID_REQUEST for a key that is none */
    public static IdempotencyKey of(ServerHttpRequest http, @Nullable Object body) {
        String key = http.getHeaders().getFirst(HEADER);
        if (key == null) {
            return new IdempotencyKey(null, "");
        }
        if (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new Problem(
                    ProblemCode.INVALID_REQUEST,
                    "An Idempotency-Key has 1 to " + MAX_KEY + " visible ASCII characters, such as a UUID.");
        }
        String query = http.getURI().getRawQuery();
        String request = http.getMethod() + " " + http.getPath().value() + (query == null ? "" : "?" + query) + " "
                + http.getHeaders().getFirst("If-Match") + " " + (body == null ? "" : JSON.writeValueAsString(body));
        return new IdempotencyKey(key, Sha256.hex(request));
    }

    /** For a request that is said by its address alone: what would be passed over is refused instead. */
    public static IdempotencyKey withoutBody(ServerHttpRequest http) {
        if (http.getHeaders().getContentLength() > 0 || http.getHeaders().containsHeader("Transfer-Encoding")) {
            throw new Problem(ProblemCode.INVALID_REQUEST, "Send this without a body.");
        }
        return of(http, null);
    }

    /** That of one part of a request which asks for several things. */
    public IdempotencyKey part(int number) {
        return key == null ? this : new IdempotencyKey(Sha256.hex(key + '/' + number), fingerprint + '/' + number);
    }

    /** @throws Problem KEY_REUSED when the earlier request under this key was another one */
    public void requireSame(String earlier) {
        if (!earlier.equals(fingerprint)) {
            throw new Problem(ProblemCode.KEY_REUSED, "Use a new Idempotency-Key for a new request.");
        }
    }
}
