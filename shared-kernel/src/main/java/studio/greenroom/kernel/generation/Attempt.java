package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationState.Status;

/**
 * One call of a provider.
 *
 * @param number from 1 for each variant
 * @param status RUNNING, SUCCEEDED or FAILED; CANCELLED when its variant or generation ended first
 */
public record Attempt(
        int variant,
        int number,
        String provider,
        String model,
        Status status,
        @Nullable FailureCode code,
        @Nullable String detail,
        @Nullable Long durationMillis,
        @Nullable Long retryAfterMillis,
        @Nullable Usage usage,
        @Nullable Cost cost,
        @Nullable String providerRequestId) {

    static Attempt started(AttemptStarted e) {
        return new Attempt(
                e.variant(),
                e.attempt(),
                e.provider(),
                e.model(),
                Status.RUNNING,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    Attempt after(AttemptSucceeded e) {
        return new Attempt(
                variant,
                number,
                provider,
                model,
                Status.SUCCEEDED,
                null,
                null,
                e.durationMillis(),
                null,
                e.usage(),
                e.cost(),
                e.providerRequestId());
    }

    Attempt after(AttemptFailed e) {
        return new Attempt(
                variant,
                number,
                provider,
                model,
                Status.FAILED,
                e.code(),
                e.detail(),
                e.durationMillis(),
                e.retryAfterMillis(),
                null,
                e.cost(),
                e.providerRequestId());
    }

    Attempt cancelled() {
        return status == Status.RUNNING
                ? new Attempt(
                        variant,
                        number,
                        provider,
                        model,
                        Status.CANCELLED,
                        code,
                        detail,
                        durationMillis,
                        retryAfterMillis,
                        usage,
                        cost,
                        providerRequestId)
                : this;
    }

    Attempt costing(@Nullable Cost late) {
        return new Attempt(
                variant,
                number,
                provider,
                model,
                status,
                code,
                detail,
                durationMillis,
                retryAfterMillis,
                usage,
                late,
                providerRequestId);
    }
}
