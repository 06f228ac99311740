package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.saga.testing.FakeAggregates.asked;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationKind;

class AttemptMetersTest {

    private static final AttemptOrder ORDER = new AttemptOrder(
            asked("gen_1", GenerationKind.BIO, 1, "interactive"),
            1,
            1,
            "stub",
            "model-1",
            Duration.ofSeconds(10),
            cause("cmd_1"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AttemptMeters meters = new AttemptMeters(registry);

    @Test
    void costs_add_up_by_currency_also_of_an_answer_that_came_too_late() {
        meters.ended(ORDER, text(new Cost(1_500_000, "USD", 1)), true);
        meters.ended(ORDER, text(new Cost(250_000, "USD", 1)), false);

        assertThat(registry.get("greenroom.attempt.cost")
                        .tags("provider", "stub", "kind", "bio", "currency", "USD")
                        .counter()
                        .count())
                .isEqualTo(1.75);
    }

    @Test
    void a_cost_that_is_not_known_is_not_counted_as_nothing() {
        meters.ended(ORDER, text(null), true);

        assertThat(registry.find("greenroom.attempt.cost").counter()).isNull();
    }

    private static AttemptOutcome text(@Nullable Cost cost) {
        return new AttemptOutcome.Text("A bio.", null, false, 12, null, cost, null);
    }
}
