package studio.greenroom.kernel.problem;

import java.util.List;
import java.util.Map;

/** A refusal that its reader can act on; becomes {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {

    /** What is wrong with one field, and what to do. */
    public record FieldError(String field, String message) {}

    private final ProblemCode code;
    private final List<FieldError> errors;
    private final Map<String, String> headers;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    public Problem(ProblemCode code, String detail, List<FieldError> errors) {
        this(code, detail, errors, Map.of());
    }

    private Problem(ProblemCode code, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** The same with HTTP headers for its answer. */
    public Problem withHeaders(Map<String, String> added) {
        return new Problem(code, String.valueOf(getMessage()), errors, added);
    }

    /** For what is absent and for what belongs to somebody else alike. */
    public static Problem notFound() {
        return new Problem(ProblemCode.NOT_FOUND, "There is nothing here under this id.");
    }

    public static Problem overloaded() {
        return new Problem(ProblemCode.OVERLOADED, "Send it again in a second.");
    }

    /** What any failure is told as; one that nobody foresaw as INTERNAL_ERROR. */
    public static Problem of(Throwable error) {
        return ProblemHandler.problem(error);
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** For its answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
