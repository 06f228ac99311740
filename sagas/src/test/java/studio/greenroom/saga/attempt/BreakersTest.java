package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.StubProvider;

class BreakersTest {

    private static final Duration OPEN = Duration.ofSeconds(2);
    private static final GenerationSettings SETTINGS = Settings.with(
            Duration.ofSeconds(5), Duration.ofMinutes(15), new GenerationSettings.Breaker(4, 0.5, OPEN, 1));

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Attempts attempts = new Attempts(database.workers());
    private final StubProvider provider = new StubProvider(false);
    private final Crew crew = new Crew(database, SETTINGS, provider.providers());
    private int ordered;

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void a_provider_that_has_failed_too_often_is_not_called_while_it_is_left_alone() {
        crew.workers.start();
        fails(FailureCode.PROVIDER_TIMEOUT, 2);
        call(2);
        call(1);
        fails(FailureCode.INVALID_ANSWER, 1);
        call(1);
        assertThat(open()).isEqualTo(1);

        call(3);

        assertThat(provider.calls).hasValue(4);
        assertThat(report())
                .contains("PROVIDER_UNAVAILABLE", "it is not called until", "\"micros\":0")
                .containsPattern("\"retryAfterMillis\":1?[0-9]{3}\\b");
        assertThat(crew.breakers.states()).containsEntry("stub", "open");
    }

    @Test
    void a_provider_that_works_again_is_called_as_before() {
        crew.workers.start();
        fails(FailureCode.PROVIDER_UNAVAILABLE, 4);
        call(4);
        assertThat(open()).isEqualTo(1);

        await().until(() -> {
            call(1);
            return provider.calls.get() == 5;
        });
        call(3);

        assertThat(provider.calls).hasValue(8);
        assertThat(crew.breakers.states()).containsEntry("stub", "closed");
    }

    @Test
    void what_is_wrong_with_the_request_says_nothing_about_the_provider() {
        crew.workers.start();
        fails(FailureCode.CONTENT_REFUSED, 4);
        call(4);

        call(4);

        assertThat(provider.calls).hasValue(8);
        assertThat(crew.breakers.states()).containsEntry("stub", "closed");
    }

    private void fails(FailureCode code, int times) {
        for (int i = 0; i < times; i++) {
            provider.then(() -> {
                throw new ProviderFailure(code, null);
            });
        }
    }

    /** Has that many calls made and waits for their ends. */
    private void call(int times) {
        for (int i = 0; i < times; i++) {
            attempts.open(List.of(Crew.order("gen_" + ++ordered, "own_1")));
        }
        await().until(() -> jdbc.queryForObject("SELECT count(*) FROM outbox", Integer.class) == ordered);
    }

    private String report() {
        return jdbc.queryForObject("SELECT command FROM outbox ORDER BY id DESC LIMIT 1", String.class);
    }

    private double open() {
        return crew.meters
                .get("greenroom.provider.open")
                .tag("provider", "stub")
                .gauge()
                .value();
    }
}
