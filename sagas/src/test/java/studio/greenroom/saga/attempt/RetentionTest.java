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
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.StubProvider;

class RetentionTest {

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Attempts attempts = new Attempts(database.workers());
    private final StubProvider provider = new StubProvider(false);
    private final Crew crew = new Crew(database, Settings.quick(), provider.providers());
    private final Retention retention = new Retention(database.workers(), "prc_1");

    @AfterEach
    void close() {
        retention.stop();
        crew.close();
    }

    @Test
    void what_was_ordered_is_kept_a_day_after_a_success_and_a_week_after_a_failure() {
        call("gen_good");
        provider.then(() -> {
            throw new ProviderFailure(FailureCode.PROVIDER_TIMEOUT, null);
        });
        call("gen_bad");
        later("23 hours");
        assertThat(attempts.clear()).isZero();

        later("2 hours");
        retention.start();

        await().untilAsserted(() -> assertThat(kept()).containsExactly("gen_bad"));
        later("6 days");
        assertThat(attempts.clear()).isEqualTo(1);
        assertThat(kept()).isEmpty();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM attempt", Long.class))
                .isEqualTo(2);
    }

    @Test
    void what_is_still_to_be_called_is_kept_however_long_it_waits() {
        attempts.open(List.of(Crew.order("gen_1", "own_1")));
        later("30 days");

        attempts.clear();

        assertThat(kept()).containsExactly("gen_1");
    }

    @Test
    void while_one_process_sweeps_no_other_does() {
        retention.start();
        Duty other = new Duty(database.workers(), "retention", "prc_2", Duration.ofMinutes(1));
        await().until(() -> jdbc.queryForObject("SELECT count(*) FROM duty", Long.class) == 1);

        assertThat(other.isMine()).isFalse();

        jdbc.update("UPDATE duty SET holds_until = now() - interval '1 s'");
        assertThat(other.isMine()).isTrue();
    }

    private void call(String generation) {
        attempts.open(List.of(Crew.order(generation, "own_1")));
        crew.workers.start();
        await().until(() -> jdbc.queryForObject(
                        "SELECT count(*) FROM attempt WHERE generation_id = ? AND state = 'answered'",
                        Long.class,
                        generation)
                == 1);
    }

    private void later(String time) {
        jdbc.update(
                "UPDATE attempt SET keep_until = keep_until - ?::interval, created_at = created_at - ?::interval",
                time,
                time);
    }

    private List<String> kept() {
        return jdbc.queryForList("SELECT generation_id FROM attempt WHERE ordered IS NOT NULL", String.class);
    }
}
