package studio.greenroom.saga.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.outbox.Outbox;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.testing.Postgres;

class TimersTest {

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Timers timers = new Timers(database.workers());
    private final TimerService service = new TimerService(
            database.workers().pool(), new Outbox(database.workers()), new Bell(), Duration.ofMillis(20), "prc_1");

    @AfterEach
    void close() {
        if (service.isRunning()) {
            service.stop();
        }
    }

    @Test
    void a_due_command_goes_to_the_outbox_and_its_timer_is_gone() {
        timers.set(List.of(timer("t1", Instant.now().plusMillis(200))));

        service.start();

        await().until(() -> count("outbox") == 1 && count("scheduled_tasks") == 0);
        assertThat(jdbc.queryForObject("SELECT command_id FROM outbox", String.class))
                .isEqualTo("cmd_t1");
    }

    @Test
    void a_command_is_never_sent_before_its_time() {
        timers.set(List.of(timer("t1", Instant.now().plusSeconds(60))));

        service.start();

        await().during(Duration.ofMillis(300)).until(() -> count("outbox") == 0);
    }

    @Test
    void a_timer_that_is_set_twice_stays_as_it_was() {
        timers.set(List.of(timer("t1", Instant.now().plusSeconds(60))));

        timers.set(List.of(timer("t1", Instant.now()), timer("t2", Instant.now().plusSeconds(60))));

        assertThat(count("scheduled_tasks")).isEqualTo(2);
        assertThat(jdbc.queryForObject("SELECT count(*) FROM scheduled_tasks WHERE execution_time < now()", Long.class))
                .isZero();
    }

    @Test
    void a_timer_that_was_taken_back_does_not_fire() {
        timers.set(List.of(timer("t1", Instant.now().plusMillis(200))));
        timers.cancel(List.of("t1", "unknown"));

        service.start();

        await().during(Duration.ofMillis(400)).until(() -> count("outbox") == 0);
    }

    @Test
    void timers_are_set_with_the_transaction_or_not_at_all() {
        assertThatThrownBy(() -> database.workers().inTransaction(() -> {
                    timers.set(List.of(timer("t1", Instant.now())));
                    throw new IllegalStateException("after the timer");
                }))
                .hasMessage("after the timer");

        assertThat(count("scheduled_tasks")).isZero();
    }

    private long count(String table) {
        return jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class);
    }

    private static TimedCommand timer(String name, Instant time) {
        return new TimedCommand(
                time,
                name,
                new Outgoing(new FailGeneration("gen_1", FailureCode.DEADLINE_EXCEEDED), cause("cmd_" + name)));
    }
}
