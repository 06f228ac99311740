package studio.greenroom.command.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * What a command's HTTP request says beside its body.
 *
 * @param expectedRevision what If-Match names; null when it is missing or {@code *}
 */
public record CommandRequest(
        Identity identity,
        IdempotencyKey idempotency,
        @Nullable Long expectedRevision) {

    public static CommandRequest of(Identity identity, ServerHttpRequest http, @Nullable Object body) {
        return new CommandRequest(identity, IdempotencyKey.of(http, body), revision(http));
    }

    /** For a command that is said by its address alone. */
    public static CommandRequest withoutBody(Identity identity, ServerHttpRequest http) {
        return new CommandRequest(identity, IdempotencyKey.withoutBody(http), revision(http));
    }

    /** One part of a request which asks for several things; each is answered once by itself. */
    public CommandRequest part(int number) {
        return new CommandRequest(identity, idempotency.part(number), expectedRevision);
    }

    public CommandRequest requireRevision(ServerHttpRequest http) {
        if (http.getHeaders().getFirst("If-Match") == null) {
            throw new Problem(
                    ProblemCode.REVISION_REQUIRED,
                    "Send If-Match with the ETag of what you read, so that nobody's change is lost.");
        }
        return this;
    }

    private static @Nullable Long revision(ServerHttpRequest http) {
        String ifMatch = http.getHeaders().getFirst("If-Match");
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replaceFirst("^(?:W/)?\"(\\d{1,18})\"$", "$1");
        if (!digits.matches("\\d{1,18}")) {
            throw new Problem(ProblemCode.INVALID_REQUEST, "If-Match takes an ETag as it was answered, such as \"3\".");
        }
        return Long.valueOf(digits);
    }
}
