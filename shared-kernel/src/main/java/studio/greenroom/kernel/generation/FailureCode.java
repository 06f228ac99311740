package studio.greenroom.kernel.generation;

/** Why an attempt or a generation failed: the whole list, the same for every provider. */
public enum FailureCode {
    PROVIDER_UNAVAILABLE(true, "The provider could not be reached or had a fault of its own."),
    PROVIDER_TIMEOUT(true, "The provider did not answer in time."),
    RATE_LIMITED(true, "The provider asked to slow down."),
    INVALID_ANSWER(true, "The provider's answer could not be used."),
    /** The same request would be cut at the same limit again, and paid for again. */
    ANSWER_TRUNCATED(false, "The provider's answer was cut off at its limit of length."),
    OUTCOME_UNKNOWN(true, "The call was broken off, so its outcome is not known."),
    QUOTA_EXHAUSTED(false, "The provider account's quota is used up. Raise it with the provider."),
    BAD_CREDENTIALS(false, "The provider refused the key. Check the configured key."),
    REQUEST_REJECTED(false, "The provider refused the request as it was put."),
    CONTENT_REFUSED(false, "The provider refused the content of the request. Change the wording and ask again."),
    DEADLINE_EXCEEDED(false, "The generation did not end within its time."),
    INTERNAL(true, "Greenroom failed while it worked on this. The log has more.");

    private final boolean retryable;
    private final String message;

    FailureCode(boolean retryable, String message) {
        this.retryable = retryable;
        this.message = message;
    }

    /** Whether another attempt may succeed where this one failed. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether another provider may succeed where this one failed for good, though its request stays the same. */
    public boolean elsewhere() {
        return this != CONTENT_REFUSED && this != DEADLINE_EXCEEDED;
    }

    /** What people read. */
    public String message() {
        return message;
    }
}
