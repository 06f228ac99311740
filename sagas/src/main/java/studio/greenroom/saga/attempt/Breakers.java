package studio.greenroom.saga.attempt;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;

/**
 * Leaves a provider alone that has failed too often: for a time its attempts fail without a call, then a few calls try
 * it again. Every process judges by its own calls. Greenroom itself is never left alone.
 */
public final class Breakers {

    /** What says that the provider is in trouble, and not that this one request was. */
    private static final Set<FailureCode> TROUBLE =
            Set.of(FailureCode.PROVIDER_UNAVAILABLE, FailureCode.PROVIDER_TIMEOUT, FailureCode.INVALID_ANSWER);

    /** Of one provider. */
    private static final class Breaker {

        private final CircuitBreaker state;
        private volatile Instant openUntil = Instant.EPOCH;

        private Breaker(CircuitBreaker state) {
            this.state = state;
        }
    }

    private final Map<String, Breaker> breakers = new TreeMap<>();
    private final Duration open;
    private final Clock clock;

    public Breakers(Providers providers, GenerationSettings.Breaker settings, Clock clock, MeterRegistry meters) {
        this.open = settings.open();
        this.clock = clock;
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(settings.window(), settings.window(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (settings.failureRate() * 100))
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .build();
        for (String provider : providers.remote()) {
            Breaker breaker = new Breaker(CircuitBreaker.of(provider, config));
            breaker.state.getEventPublisher().onStateTransition(e -> {
                if (e.getStateTransition().getToState() == State.OPEN) {
                    breaker.openUntil = clock.instant().plus(open);
                }
            });
            breakers.put(provider, breaker);
            Gauge.builder("greenroom.provider.open", breaker, b -> b.state.getState() == State.OPEN ? 1 : 0)
                    .description("1 while the provider is not called, since it has failed too often")
                    .tag("provider", provider)
                    .register(meters);
        }
    }

    /** Each provider's state, for people: closed is the good one. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        breakers.forEach((provider, breaker) -> states.put(
                provider,
                breaker.state.getState().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return states;
    }

    /** Makes the call, or says at once that it is not made. */
    AttemptOutcome around(AttemptOrder order, Supplier<AttemptOutcome> call) {
        Breaker breaker = breakers.get(order.provider());
        if (breaker == null) {
            return call.get();
        }
        if (!breaker.state.tryAcquirePermission()) {
            return notCalled(breaker);
        }
        AttemptOutcome outcome = null;
        try {
            outcome = call.get();
            return outcome;
        } finally {
            learn(breaker.state, outcome);
        }
    }

    private static void learn(CircuitBreaker breaker, @Nullable AttemptOutcome outcome) {
        FailureCode code = outcome instanceof AttemptOutcome.Failed failed ? failed.code() : null;
        if (outcome == null || code == FailureCode.INTERNAL || code == FailureCode.OUTCOME_UNKNOWN) {
            // It says nothing about the provider.
            breaker.releasePermission();
        } else if (code != null && TROUBLE.contains(code)) {
            breaker.onError(outcome.durationMillis(), TimeUnit.MILLISECONDS, new IllegalStateException(code.name()));
        } else {
            breaker.onSuccess(outcome.durationMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private AttemptOutcome notCalled(Breaker breaker) {
        Instant until = breaker.openUntil;
        Duration left = Duration.between(clock.instant(), until);
        boolean waits = !left.isNegative() && !left.isZero();
        return new AttemptOutcome.Failed(
                FailureCode.PROVIDER_UNAVAILABLE,
                0,
                waits ? Long.valueOf(left.toMillis()) : null,
                Cost.FREE,
                null,
                waits
                        ? "The provider has failed too often: it is not called until "
                                + until.truncatedTo(ChronoUnit.SECONDS) + "."
                        : "The provider has failed too often: others are trying whether it works again.");
    }
}
