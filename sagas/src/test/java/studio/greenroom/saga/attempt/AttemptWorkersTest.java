package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.saga.testing.FakeAggregates.asked;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.Stage;
import studio.greenroom.saga.testing.StubProvider;

class AttemptWorkersTest {

    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Duration KEPT = Duration.ofHours(24);

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Attempts attempts = new Attempts(database.workers());
    private final StubProvider provider = new StubProvider(false);
    private final Stage stage = new Stage(database, Settings.quick(), provider.providers());

    @AfterEach
    void close() throws Exception {
        stage.workers.stop();
        stage.close();
    }

    @Test
    void an_attempt_that_was_ordered_before_is_not_ordered_again() {
        attempts.open(List.of(order("gen_1", "stub")));
        stage.workers.start();
        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("answered"));

        attempts.open(List.of(order("gen_1", "stub")));

        await().during(Duration.ofMillis(200)).until(() -> provider.calls.get() == 1);
        assertThat(state("gen_1")).isEqualTo("answered");
    }

    @Test
    void a_ready_row_goes_to_one_of_two_processes_only() throws Exception {
        try (Stage other = new Stage(database, Settings.quick(), provider.providers())) {
            stage.workers.start();
            other.workers.start();
            for (int i = 0; i < 50; i++) {
                attempts.open(List.of(order("gen_" + i, "stub")));
            }

            await().until(() ->
                    jdbc.queryForObject("SELECT count(*) FROM attempt WHERE state = 'answered'", Long.class) == 50);
            other.workers.stop();
        }
        assertThat(provider.calls).hasValue(50);
    }

    @Test
    void a_call_whose_worker_died_is_closed_as_unknown_and_not_made_again() {
        attempts.open(List.of(order("gen_1", "stub")));
        attempts.claim("stub", 1, List.of("lse_dead"), Duration.ofMillis(50));

        stage.workers.start();

        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("answered"));
        assertThat(provider.calls).hasValue(0);
        assertThat(jdbc.queryForObject("SELECT command FROM outbox", String.class))
                .contains(FailureCode.OUTCOME_UNKNOWN.name())
                .contains("\"micros\":700");
    }

    @Test
    void an_answer_after_the_lease_was_taken_over_is_thrown_away() {
        attempts.open(List.of(order("gen_1", "stub")));
        Leased late = attempts.claim("stub", 1, List.of("lse_1"), Duration.ofMillis(1))
                .get(0);
        await().until(() ->
                !attempts.takeOver(java.util.Set.of(), List.of("lse_2"), LEASE).isEmpty());

        boolean held =
                attempts.answer(late, new AttemptOutcome.Text("Too late", null, false, 1, null, null, null), KEPT);

        assertThat(held).isFalse();
        assertThat(state("gen_1")).isEqualTo("calling");
        assertThat(stage.count("outbox")).isZero();
    }

    @Test
    void a_long_call_keeps_its_lease() {
        provider.then(() -> Thread.sleep(LEASE.toMillis() * 3));
        attempts.open(List.of(order("gen_1", "stub")));

        stage.workers.start();

        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("answered"));
        assertThat(jdbc.queryForObject("SELECT command FROM outbox", String.class))
                .contains("Words about");
    }

    @Test
    void an_answer_that_was_not_reported_is_reported_after_a_restart() {
        attempts.open(List.of(order("gen_1", "stub")));
        Leased leased = attempts.claim("stub", 1, List.of("lse_1"), LEASE).get(0);
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.aggregates.send(new StartAttempt("gen_1", 1, 1, "stub", "model-1"), cause("cmd-start"));
        attempts.answer(leased, new AttemptOutcome.Text("Words", null, false, 1, null, null, null), KEPT);

        stage.dispatcher.start();

        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("reported"));
        stage.dispatcher.stop();
        assertThat(stage.aggregates.generation("gen_1").status().ended()).isTrue();
        assertThat(provider.calls).hasValue(0);
    }

    @Test
    void a_row_that_was_ordered_before_there_were_variants_is_called_and_reported() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.aggregates.send(new StartAttempt("gen_1", 1, 1, "stub", "model-1"), cause("cmd-start"));
        jdbc.update(
                "INSERT INTO attempt (generation_id, attempt, kind, provider, ordered) VALUES (?, 1, 'bio', 'stub', ?)",
                "gen_1",
                """
                {"request":{"generationId":"gen_1","artistId":"art_1","kind":"bio","artistRevision":1,"seed":42,
                "width":0,"height":0,"policy":"interactive","persona":{"name":"Nova Reyes","genre":"synthwave",
                "traits":["restless"]}},"attempt":1,"provider":"stub","model":"model-1","timeout":"PT10S",
                "report":%s}""".formatted(Json.write(cause("cmd-report"))));

        stage.workers.start();
        stage.dispatcher.start();

        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("reported"));
        stage.dispatcher.stop();
        assertThat(stage.aggregates.generation("gen_1").variant(1).result()).isNotNull();
    }

    @Test
    void the_attempts_of_two_variants_are_two_calls() {
        attempts.open(List.of(order("gen_1", 1, "stub"), order("gen_1", 2, "stub")));

        stage.workers.start();

        await().untilAsserted(() -> assertThat(stage.attempts())
                .containsEntry("gen_1/1/1", "answered")
                .containsEntry("gen_1/2/1", "answered"));
        assertThat(provider.calls).hasValue(2);
        assertThat(stage.progress).extracting(Progress::variant).contains(1, 2);
    }

    @Test
    void a_row_of_a_provider_that_is_gone_ends_as_unavailable() {
        attempts.open(List.of(order("gen_1", "forgotten")));

        stage.workers.start();

        await().untilAsserted(() -> assertThat(state("gen_1")).isEqualTo("answered"));
        assertThat(jdbc.queryForObject("SELECT command FROM outbox", String.class))
                .contains(FailureCode.PROVIDER_UNAVAILABLE.name());
    }

    @Test
    void a_stop_leaves_calls_that_do_not_end_to_their_lease() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        provider.then(() -> {
            called.countDown();
            Thread.sleep(60_000);
        });
        attempts.open(List.of(order("gen_1", "stub"), order("gen_2", "stub"), order("gen_3", "stub")));
        stage.workers.start();
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        stage.workers.stop();

        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(
                                jdbc.queryForObject("SELECT count(*) FROM attempt WHERE state = 'calling'", Long.class))
                        .isEqualTo(1));
    }

    @Test
    void an_abandoned_attempt_is_never_called() {
        attempts.open(List.of(order("gen_1", "stub")));
        attempts.abandon(Set.of("gen_1"));

        stage.workers.start();

        await().during(Duration.ofMillis(200)).until(() -> provider.calls.get() == 0);
        assertThat(state("gen_1")).isEqualTo("cancelled");
    }

    @Test
    void attempts_are_counted_by_provider_kind_and_outcome() {
        attempts.open(List.of(order("gen_1", "stub")));

        stage.workers.start();

        await().untilAsserted(() -> assertThat(stage.meters
                        .get("greenroom.attempts")
                        .tags("provider", "stub", "kind", "bio", "outcome", "OK")
                        .counter()
                        .count())
                .isEqualTo(1));
    }

    private String state(String generation) {
        return jdbc.queryForObject("SELECT state FROM attempt WHERE generation_id = ?", String.class, generation);
    }

    private static AttemptOrder order(String generation, String provider) {
        return order(generation, 1, provider);
    }

    private static AttemptOrder order(String generation, int variant, String provider) {
        return new AttemptOrder(
                asked(generation, GenerationKind.BIO, 2, "interactive"),
                variant,
                1,
                provider,
                "model-1",
                Duration.ofSeconds(10),
                cause("cmd-" + generation));
    }
}
