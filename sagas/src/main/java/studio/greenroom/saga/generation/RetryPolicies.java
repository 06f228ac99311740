package studio.greenroom.saga.generation;

import java.util.Map;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.saga.settings.GenerationSettings;

/** The retry policies by the names that events carry. */
public record RetryPolicies(Map<String, RetryPolicy> byName) {

    public static RetryPolicies of(GenerationSettings settings) {
        return new RetryPolicies(Map.of(
                RetryPolicyName.INTERACTIVE.word(), RetryPolicy.of(settings.interactive()),
                RetryPolicyName.PATIENT.word(), RetryPolicy.of(settings.patient())));
    }

    /** @throws IllegalStateException for a name that this version does not know: the event is parked, not guessed at */
    RetryPolicy named(String name) {
        RetryPolicy policy = byName.get(name);
        if (policy == null) {
            throw new IllegalStateException("There is no retry policy called " + name);
        }
        return policy;
    }
}
