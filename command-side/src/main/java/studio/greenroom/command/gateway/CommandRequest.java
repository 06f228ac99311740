package studio.greenroom.command.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command's HTTP request says beside its body.
 *
 * @param key              the Idempotency-Key
 * @param expectedRevision what If-Match names; null when it is missing or {@code *}
 * @param fingerprint      the same for a request that is sent again, another for another
 */
public record CommandRequest(Identity identity, @Nullable String key, @Nullable Long expectedRevision,
                             String fingerprint) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_KEY = 128;

    public static CommandRequest of(Identity identity, ServerHttpRequest http, @Nullable Object body) {
        String key = http.getHeaders().getFirst("Idempotency-Key");
        if (key != null && (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127))) {
            throw new Problem(ProblemCode.INVALID_REQUEST,
                    "An Idempotency-Key has 1 to " + MAX_KEY + " visible ASCII characters, such as a UUID.");
        }
        String ifMatch = http.getHeaders().getFirst("If-Match");
        String request = http.getMethod() + " " + http.getPath().value() + " " + ifMatch + " "
                + (body == null ? "" : JSON.writeValueAsString(body));
        return new CommandRequest(identity, key, revision(ifMatch), sha256(request));
    }

    /** For a command that is said by its address alone: what would be passed over is refused instead. */
    public static CommandRequest withoutBody(Identity identity, ServerHttpRequest http) {
        if (http.getHeaders().getContentLength() > 0 || http.getHeaders().containsHeader("Transfer-Encoding")) {
            throw new Problem(ProblemCode.INVALID_REQUEST, "Send this without a body.");
        }
        return of(identity, http, null);
    }

    public CommandRequest requireRevision(ServerHttpRequest http) {
        if (http.getHeaders().getFirst("If-Match") == null) {
            throw new Problem(ProblemCode.REVISION_REQUIRED,
                    "Send If-Match with the ETag of what you read, so that nobody's change is lost.");
        }
        return this;
    }

    private static @Nullable Long revision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replaceFirst("^(?:W/)?\"(\\d{1,18})\"$", "$1");
        if (!digits.matches("\\d{1,18}")) {
            throw new Problem(ProblemCode.INVALID_REQUEST, "If-Match takes an ETag as it was answered, such as \"3\".");
        }
        return Long.valueOf(digits);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
