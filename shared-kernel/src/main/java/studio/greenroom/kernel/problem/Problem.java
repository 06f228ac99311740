package studio.greenroom.kernel.problem;

import java.util.List;

/** A refusal that its reader can act on; becomes {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {

    /** What is wrong with one field, and what to do. */
    public record FieldError(String field, String message) {}

    private final ProblemCode code;
    private final List<FieldError> errors;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    public Problem(ProblemCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** For what is absent and for what belongs to somebody else alike. */
    public static Problem notFound() {
        return new Problem(ProblemCode.NOT_FOUND, "There is nothing here under this id.");
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
