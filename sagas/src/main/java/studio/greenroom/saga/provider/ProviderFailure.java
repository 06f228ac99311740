package studio.greenroom.saga.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;

/** A call that came to nothing, in one of our own words. */
public final class ProviderFailure extends RuntimeException {

    private final FailureCode code;
    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;
    private final @Nullable Cost cost;

    /**
     * @param detail     one line for people; secrets are taken out here
     * @param retryAfter how long the provider asked to wait
     */
    public ProviderFailure(
            FailureCode code,
            @Nullable String detail,
            @Nullable Duration retryAfter,
            @Nullable String requestId,
            @Nullable Cost cost) {
        super(Details.of(detail), null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
        this.requestId = requestId;
        this.cost = cost;
    }

    public ProviderFailure(FailureCode code, @Nullable String detail) {
        this(code, detail, null, null, null);
    }

    /** The same, should the provider have quoted this secret back at us. */
    public ProviderFailure without(String secret) {
        return secret.isEmpty() || getMessage() == null || !getMessage().contains(secret)
                ? this
                : new ProviderFailure(code, getMessage().replace(secret, "…"), retryAfter, requestId, cost);
    }

    public FailureCode code() {
        return code;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public @Nullable Cost cost() {
        return cost;
    }
}
