package studio.greenroom.saga.generation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.settings.GenerationSettings;

/**
 * How often and how soon a provider is asked again.
 *
 * @param jitter up to this fraction is added to a wait, never taken off
 */
public record RetryPolicy(
        int attempts,
        List<Duration> waits,
        double jitter,
        Duration maxRetryAfter,
        Duration callTimeout,
        Duration deadline) {

    public static RetryPolicy of(GenerationSettings.Retries s) {
        return new RetryPolicy(s.attempts(), s.waits(), s.jitter(), s.maxRetryAfter(), s.callTimeout(), s.deadline());
    }

    /**
     * Whether another attempt is made.
     *
     * @param retryAfterMillis how long the provider asked to wait; it is not called before, so when that is too long it is
     *     not called at all
     */
    boolean allowsAfter(int attempt, FailureCode code, @Nullable Long retryAfterMillis) {
        return code.retryable()
                && attempt < attempts
                && (retryAfterMillis == null || retryAfterMillis <= maxRetryAfter.toMillis());
    }

    /**
     * The wait after a failed attempt: the policy's own or the provider's, whichever is longer.
     *
     * @param eventId makes the jitter, so that a replay waits exactly as long
     */
    Duration waitAfter(int attempt, @Nullable Long retryAfterMillis, String eventId) {
        Duration base = waits.get(Math.min(attempt, waits.size()) - 1);
        if (retryAfterMillis != null) {
            Duration asked = Duration.ofMillis(retryAfterMillis);
            base = asked.compareTo(base) > 0 ? asked : base;
        }
        double extra = new SplittableRandom(eventId.hashCode()).nextDouble() * jitter;
        return base.plusMillis(Math.round(base.toMillis() * extra));
    }
}
