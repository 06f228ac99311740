package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.StubProvider;

class QueueReportTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final SagaDatabase database = Postgres.empty();
    private final Attempts attempts = new Attempts(database.workers());
    private final StubProvider provider = new StubProvider(false);
    private final Crew crew = new Crew(database, Settings.quick(), provider.providers());

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void who_waits_is_told_how_many_calls_come_before_in_fair_turns() {
        open("gen_a1", "own_a");
        open("gen_a2", "own_a");
        open("gen_a3", "own_a");
        open("gen_b1", "own_b");

        crew.queue.start();

        await().untilAsserted(() ->
                assertThat(ahead(crew)).isEqualTo(Map.of("gen_a1", 0, "gen_b1", 1, "gen_a2", 2, "gen_a3", 3)));
        assertThat(crew.progress).allSatisfy(p -> {
            assertThat(p.stage()).isEqualTo("queued");
            assertThat(p.percent()).isZero();
        });
    }

    @Test
    void the_number_falls_as_calls_before_are_made_and_is_told_only_when_it_changed() {
        open("gen_a1", "own_a");
        open("gen_a2", "own_a");
        open("gen_b1", "own_b");
        crew.queue.start();
        await().until(() -> ahead(crew).size() == 3);

        call();

        await().untilAsserted(
                        () -> assertThat(ahead(crew)).containsEntry("gen_b1", 0).containsEntry("gen_a2", 1));
        assertThat(crew.progress)
                .filteredOn(p -> p.generationId().equals("gen_a1"))
                .hasSize(1);
    }

    @Test
    void the_order_that_is_told_is_the_order_in_which_calls_are_made() {
        for (int i = 0; i < 5; i++) {
            open("gen_a" + i, "own_a");
        }
        open("gen_b0", "own_b");
        open("gen_b1", "own_b");
        open("gen_c0", "own_c");
        List<String> told = Waiting.first(200, database.workers()).stream()
                .sorted(Comparator.comparingInt(Waiting::ahead))
                .map(Waiting::generationId)
                .toList();

        List<String> made = told.stream()
                .map(waiting -> {
                    Leased next = call();
                    attempts.answer(next, new AttemptOutcome.Text("Words", null, false, 1, null, null, null), LEASE);
                    return next.order().generationId();
                })
                .toList();

        assertThat(made).isEqualTo(told);
    }

    @Test
    void one_process_tells_for_all_and_another_goes_on_when_it_stops() {
        try (Crew other = new Crew(database, Settings.quick(), provider.providers())) {
            open("gen_a1", "own_a");
            crew.queue.start();
            await().until(() -> ahead(crew).size() == 1);
            other.queue.start();

            open("gen_a2", "own_a");
            await().until(() -> ahead(crew).size() == 2);
            assertThat(other.progress).isEmpty();

            crew.queue.stop();
            await().until(() -> ahead(other).size() == 2);
        }
    }

    @Test
    void the_wait_is_told_from_how_long_such_calls_took() {
        for (long took : new long[] {1_000, 8_000, 9_000}) {
            open("gen_past" + took, "own_a");
            attempts.answer(call(), new AttemptOutcome.Text("Words", null, false, took, null, null, null), LEASE);
        }
        for (int i = 0; i < 4; i++) {
            open("gen_" + i, "own_b");
        }

        crew.queue.start();

        await().until(() -> ahead(crew).size() == 4);
        Map<String, Long> remaining = new TreeMap<>();
        crew.progress.forEach(p -> remaining.put(p.generationId(), p.remainingMillis()));
        assertThat(remaining).isEqualTo(Map.of("gen_0", 8_000L, "gen_1", 8_000L, "gen_2", 16_000L, "gen_3", 16_000L));
    }

    private void open(String generation, String owner) {
        attempts.open(List.of(Crew.order(generation, owner)));
    }

    private Leased call() {
        return attempts.claim("stub", 2, List.of("lse_" + System.nanoTime()), LEASE)
                .get(0);
    }

    private static Map<String, Integer> ahead(Crew crew) {
        Map<String, Integer> last = new TreeMap<>();
        for (Progress p : crew.progress) {
            last.put(p.generationId(), p.ahead());
        }
        return last;
    }
}
