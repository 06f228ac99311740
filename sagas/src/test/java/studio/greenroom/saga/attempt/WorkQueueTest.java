package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.StubProvider;

class WorkQueueTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int ALLOWED = Settings.quick().workersPerProvider();

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Attempts attempts = new Attempts(database.workers());
    private final StubProvider provider = new StubProvider(false);
    private int claims;

    @Test
    void two_processes_together_make_no_more_calls_at_once_than_a_provider_allows() {
        for (int i = 0; i < 40; i++) {
            attempts.open(List.of(Crew.order("gen_" + i, "own_" + i % 7)));
            provider.then(() -> Thread.sleep(15));
        }

        try (Crew one = new Crew(database, Settings.quick(), provider.providers());
                Crew other = new Crew(database, Settings.quick(), provider.providers())) {
            one.workers.start();
            other.workers.start();
            await().until(() -> count("answered") == 40);
            assertThat(one.meters.get("greenroom.attempts").counter().count()).isPositive();
            assertThat(other.meters.get("greenroom.attempts").counter().count()).isPositive();
        }

        assertThat(provider.calls).hasValue(40);
        assertThat(provider.most).hasValue(ALLOWED);
    }

    @Test
    void a_process_claims_nothing_while_another_makes_all_calls_that_are_allowed() {
        open("own_a", 4);
        claim(2, 2);

        assertThat(claim(2, 2)).isEmpty();
        assertThat(claim(3, 2)).hasSize(1);
    }

    @Test
    void a_call_whose_worker_fell_silent_takes_nobodys_place() {
        open("own_a", 2);
        attempts.claim("stub", 1, List.of("lse_silent"), Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(claim(1, 1)).hasSize(1));
    }

    @Test
    void owners_take_turns_however_many_calls_one_of_them_ordered() {
        open("own_a", 5);
        open("own_b", 2);
        open("own_c", 1);

        List<String> served = new ArrayList<>();
        for (List<Leased> next = claim(1, 1); !next.isEmpty(); next = claim(1, 1)) {
            served.add(next.get(0).order().owner());
            answer(next.get(0));
        }

        assertThat(served).containsExactly("own_a", "own_b", "own_c", "own_a", "own_b", "own_a", "own_a", "own_a");
    }

    @Test
    void whoever_has_fewer_calls_under_way_comes_first() {
        open("own_a", 4);
        claim(4, 2);
        open("own_b", 2);

        List<Leased> next = claim(4, 2);

        assertThat(next).extracting(l -> l.order().owner()).containsOnly("own_b");
    }

    @Test
    void each_owners_calls_are_made_in_the_order_of_their_orders() {
        open("own_a", 3);

        assertThat(claim(3, 3))
                .extracting(l -> l.order().generationId())
                .containsExactly("gen_own_a_0", "gen_own_a_1", "gen_own_a_2");
    }

    @Test
    void a_call_that_was_claimed_but_not_begun_when_its_generation_ended_is_not_made() {
        RunningCalls running = new RunningCalls(attempts, LEASE);
        open("own_a", 1);
        RunningCalls.Running call = new RunningCalls.Running(claim(1, 1).get(0), caller -> {});
        running.add(call);

        running.ended(Set.of("gen_own_a_0"));

        assertThat(call.begin()).isFalse();
    }

    @Test
    void a_call_that_was_stopped_and_may_have_to_be_paid_is_reported_with_its_estimate() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        StubProvider stoppable = new StubProvider(true).then(() -> {
            called.countDown();
            Thread.sleep(60_000);
        });
        try (Crew crew = new Crew(database, Settings.quick(), stoppable.providers())) {
            open("own_a", 1);
            crew.workers.start();
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

            crew.workers.ended(Set.of("gen_own_a_0"));

            await().until(() -> count("answered") == 1);
        }
        assertThat(jdbc.queryForObject("SELECT command FROM outbox", String.class))
                .contains("OUTCOME_UNKNOWN", "\"micros\":700", "It was stopped");
    }

    private void open(String owner, int orders) {
        for (int i = 0; i < orders; i++) {
            attempts.open(List.of(Crew.order("gen_" + owner + "_" + i, owner)));
        }
    }

    private List<Leased> claim(int allowed, int wanted) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            tokens.add("lse_" + ++claims);
        }
        return attempts.claim("stub", allowed, tokens, LEASE);
    }

    private void answer(Leased attempt) {
        attempts.answer(attempt, new AttemptOutcome.Text("Words", null, false, 1, null, null, null), LEASE);
    }

    private int count(String state) {
        return jdbc.queryForObject("SELECT count(*) FROM attempt WHERE state = ?", Integer.class, state);
    }
}
