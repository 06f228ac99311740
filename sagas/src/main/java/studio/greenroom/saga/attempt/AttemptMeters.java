package studio.greenroom.saga.attempt;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;

/** Counts attempts by provider, kind and outcome, times their calls, and adds up what they cost. */
public final class AttemptMeters {

    private static final double MICROS = 1_000_000;

    private final MeterRegistry meters;

    public AttemptMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param held false when somebody else had closed the attempt before its answer came */
    void ended(AttemptOrder order, AttemptOutcome outcome, boolean held) {
        String code =
                outcome instanceof AttemptOutcome.Failed failed ? failed.code().name() : "OK";
        String[] tags = {
            "provider", order.provider(), "kind", order.request().kind().word(), "outcome", held ? code : "TOO_LATE"
        };
        meters.counter("greenroom.attempts", tags).increment();
        meters.timer("greenroom.attempt.duration", tags).record(Duration.ofMillis(outcome.durationMillis()));
        Cost cost = outcome.cost();
        if (cost != null) {
            meters.counter(
                            "greenroom.attempt.cost",
                            "provider",
                            order.provider(),
                            "kind",
                            order.request().kind().word(),
                            "currency",
                            cost.currency())
                    .increment(cost.micros() / MICROS);
        }
    }
}
