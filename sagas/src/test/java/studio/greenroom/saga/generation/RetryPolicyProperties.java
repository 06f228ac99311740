package studio.greenroom.saga.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import studio.greenroom.kernel.generation.FailureCode;

class RetryPolicyProperties {

    private final RetryPolicy policy = new RetryPolicy(
            3,
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(5)),
            0.2,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    @Property(tries = 300)
    void a_wait_is_never_shorter_than_the_policys_nor_than_the_providers(
            @ForAll @IntRange(min = 1, max = 9) int attempt,
            @ForAll @LongRange(min = 0, max = 60_000) long retryAfter,
            @ForAll @AlphaChars String eventId) {
        Duration wait = policy.waitAfter(attempt, retryAfter, eventId);

        Duration own = attempt == 1 ? Duration.ofSeconds(2) : Duration.ofSeconds(5);
        Duration asked = Duration.ofMillis(retryAfter);
        Duration least = own.compareTo(asked) > 0 ? own : asked;
        assertThat(wait).isBetween(least, least.plusMillis(Math.round(least.toMillis() * 0.2)));
    }

    @Property(tries = 100)
    void a_provider_that_asks_for_more_than_the_policy_has_is_not_called_again(
            @ForAll @LongRange(min = 60_001) long retryAfter) {
        assertThat(policy.allowsAfter(1, FailureCode.RATE_LIMITED, retryAfter)).isFalse();
        assertThat(policy.allowsAfter(1, FailureCode.RATE_LIMITED, 60_000L)).isTrue();
    }

    @Property(tries = 100)
    void the_same_event_always_waits_as_long(@ForAll String eventId) {
        assertThat(policy.waitAfter(1, null, eventId)).isEqualTo(policy.waitAfter(1, null, eventId));
    }
}
