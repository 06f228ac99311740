package studio.greenroom.kernel.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as JSON (RFC 9457, with {@code code}, {@code requestId} and {@code errors} of our own).
 *
 * @param instance path of the request
 * @param errors   null when no field is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        ProblemCode code,
        @Nullable String detail,
        String instance,
        String requestId,
        @Nullable List<Problem.FieldError> errors) {

    public static ProblemBody of(Problem problem, String instance, String requestId) {
        return new ProblemBody(
                "about:blank",
                problem.code().title(),
                problem.code().status(),
                problem.code(),
                problem.getMessage(),
                instance,
                requestId,
                problem.errors().isEmpty() ? null : problem.errors());
    }
}
