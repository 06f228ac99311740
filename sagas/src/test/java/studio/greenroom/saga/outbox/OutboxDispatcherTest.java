package studio.greenroom.saga.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;

class OutboxDispatcherTest {

    /** Answers as it is told, else accepts. */
    private static final class Aggregates implements CommandSender {

        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final Queue<String> commandIds = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<Receipt> send(Command command, Cause cause) {
            commandIds.add(cause.commandId());
            Throwable failure = failures.poll();
            return failure == null
                    ? CompletableFuture.completedFuture(new Receipt(command.streamId(), 1, 1))
                    : CompletableFuture.failedFuture(failure);
        }
    }

    private final SagaDatabase database = Postgres.empty();
    private final JdbcTemplate jdbc = database.workers().jdbc();
    private final Outbox outbox = new Outbox(database.workers());
    private final Aggregates aggregates = new Aggregates();
    private final Bell bell = new Bell();
    private final List<OutboxDispatcher> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(OutboxDispatcher::stop);
    }

    @Test
    void an_acknowledged_command_leaves() {
        outbox.add(List.of(command("cmd_1"), command("cmd_2")));

        dispatch(aggregates);

        await().until(() -> size() == 0);
        assertThat(aggregates.commandIds).containsExactlyInAnyOrder("cmd_1", "cmd_2");
    }

    @Test
    void a_command_arrives_with_its_whole_cause() {
        List<Object> seen = new ArrayList<>();
        outbox.add(List.of(command("cmd_1")));

        dispatch((command, cause) -> {
            seen.add(new Outgoing(command, cause));
            return CompletableFuture.completedFuture(new Receipt("gen_1", 1, 1));
        });

        await().until(() -> size() == 0);
        assertThat(seen).containsExactly(command("cmd_1"));
    }

    @Test
    void the_same_command_is_kept_once() {
        outbox.add(List.of(command("cmd_1")));
        outbox.add(List.of(command("cmd_1"), command("cmd_2")));

        assertThat(size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemCode.class,
            names = {"GENERATION_FINISHED", "ATTEMPT_OUT_OF_ORDER"})
    void a_command_that_was_overtaken_is_settled(ProblemCode code) {
        aggregates.failures.add(new CompletionException(new Problem(code, "Too late.")));
        outbox.add(List.of(command("cmd_1")));

        dispatch(aggregates);

        await().until(() -> size() == 0);
        assertThat(aggregates.commandIds).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemCode.class,
            names = {"NOT_FOUND", "ARTIST_DELETED", "VALIDATION_FAILED", "FORBIDDEN"})
    void a_refused_command_stays_to_be_seen(ProblemCode code) {
        aggregates.failures.add(new Problem(code, "No."));
        outbox.add(List.of(command("cmd_1")));

        dispatch(aggregates);

        await().until(() -> code.name().equals(jdbc.queryForObject("SELECT refused FROM outbox", String.class)));
        await().during(Duration.ofMillis(150)).until(() -> aggregates.commandIds.size() == 1);
        assertThat(jdbc.queryForObject("SELECT error FROM outbox", String.class))
                .isEqualTo("No.");
    }

    @Test
    void whatever_else_goes_wrong_the_command_is_sent_again() {
        aggregates.failures.addAll(List.of(
                new IllegalStateException("gone"),
                new Problem(ProblemCode.OVERLOADED, "Later."),
                new Problem(ProblemCode.OUTCOME_UNKNOWN, "Who knows."),
                new Problem(ProblemCode.CONFLICT, "Somebody else.")));
        outbox.add(List.of(command("cmd_1")));

        dispatch(aggregates);

        await().until(() -> size() == 0);
        assertThat(aggregates.commandIds).hasSize(5).containsOnly("cmd_1");
    }

    @Test
    void a_sender_that_throws_is_no_different() {
        AtomicInteger calls = new AtomicInteger();
        outbox.add(List.of(command("cmd_1")));

        dispatch((command, cause) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not connected");
            }
            return CompletableFuture.completedFuture(new Receipt("gen_1", 1, 1));
        });

        await().until(() -> size() == 0);
    }

    @Test
    void what_is_under_way_is_bounded_and_sent_once() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        outbox.add(IntStream.range(0, 200).mapToObj(i -> command("cmd_" + i)).toList());
        CommandSender slow = (command, cause) -> {
            ids.add(cause.commandId());
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        underWay.decrementAndGet();
                        return new Receipt("gen_1", 1, 1);
                    },
                    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        };

        dispatch(slow);
        dispatch(slow);

        await().atMost(Duration.ofSeconds(20)).until(() -> size() == 0);
        assertThat(ids).hasSize(200).doesNotHaveDuplicates();
        assertThat(most.get()).isLessThanOrEqualTo(2 * Settings.quick().outbox().concurrency());
    }

    @Test
    void a_command_whose_sender_died_is_sent_again_after_its_lease() {
        outbox.add(List.of(command("cmd_1")));
        outbox.claim(10, Duration.ofMillis(300));

        dispatch(aggregates);

        await().until(() -> size() == 0);
        assertThat(aggregates.commandIds).containsExactly("cmd_1");
    }

    @Test
    void a_row_that_can_not_be_read_is_a_dead_letter() {
        outbox.add(List.of(command("cmd_1")));
        jdbc.update("UPDATE outbox SET command_type = 'BefriendArtist'");

        dispatch(aggregates);

        await().until(() -> jdbc.queryForObject("SELECT error FROM outbox", String.class) != null);
        assertThat(jdbc.queryForObject("SELECT error FROM outbox", String.class))
                .contains("BefriendArtist");
    }

    private void dispatch(CommandSender sender) {
        OutboxDispatcher dispatcher = new OutboxDispatcher(outbox, sender, Settings.quick(), bell);
        running.add(dispatcher);
        dispatcher.start();
    }

    private long size() {
        return jdbc.queryForObject("SELECT count(*) FROM outbox", Long.class);
    }

    private static Outgoing command(String id) {
        return new Outgoing(new StartAttempt("gen_1", 1, 1, "stub", "model-1"), cause(id));
    }
}
