package studio.greenroom.kernel.problem;

/** Every error that the API answers, as clients may rely on it. */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request can not be read"),
    UNKNOWN_FIELD(400, "The request has a field that is not known"),
    NOT_SIGNED_IN(401, "Sign in first"),
    BUDGET_EXCEEDED(402, "This month's budget does not allow it"),
    FOREIGN_ORIGIN(403, "This address is not allowed here"),
    FORBIDDEN(403, "This is not allowed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted formats is offered"),
    CONFLICT(409, "Somebody changed this at the same time"),
    ARTIST_DELETED(409, "This artist is deleted"),
    GENERATION_FINISHED(409, "This generation has already ended"),
    ATTEMPT_OUT_OF_ORDER(409, "This is not the attempt that is due"),
    REBUILD_NOT_ALLOWED(409, "How the rebuild stands does not allow this"),
    REVISION_MISMATCH(412, "This has changed since you read it"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request's format is not taken"),
    VALIDATION_FAILED(422, "Some fields need another value"),
    CONTENT_REFUSED(422, "The safety policy does not allow this"),
    KEY_REUSED(422, "This Idempotency-Key was used for another request"),
    REVISION_REQUIRED(428, "Say which revision you change"),
    TOO_MANY_REQUESTS(429, "You have asked for too much in a short time"),
    TOO_MANY_ACTIVE(429, "Too many of your generations are under way"),
    TOO_MANY_REBUILDS(429, "Too many rebuilds are under way"),
    INTERNAL_ERROR(500, "Greenroom failed"),
    OUTCOME_UNKNOWN(503, "It is not known whether this took effect"),
    UNAVAILABLE(503, "A part of Greenroom does not answer"),
    OVERLOADED(503, "Too much is waiting"),
    NOT_YET_VISIBLE(504, "The read model has not reached that position");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
