package studio.greenroom.saga.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.saga.testing.FakeAggregates.NOVA;
import static studio.greenroom.saga.testing.FakeAggregates.asked;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.consumer.PoisonedEventException;
import studio.greenroom.saga.settings.GenerationSettings;

class GenerationSagaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String GEN = "gen_1";
    private static final Assignment STUB = new Assignment("stub", "model-1");
    private static final Assignment OTHER = new Assignment("other", "model-9");
    private static final ImageResult PICTURE =
            new ImageResult("ab".repeat(32), "image/png", 100, 512, 512, 42L, "stub", "model-1", false, null);

    private final GenerationSettings settings = new GenerationSettings(
            2,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            null,
            new GenerationSettings.Interactive(
                    3,
                    List.of(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                    Duration.ofSeconds(60),
                    0.2,
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15)),
            new GenerationSettings.Patient(
                    4,
                    List.of(Duration.ofSeconds(10), Duration.ofSeconds(100), Duration.ofSeconds(1_000)),
                    Duration.ofSeconds(60),
                    0.2,
                    Duration.ofMinutes(20),
                    Duration.ofHours(2)),
            null,
            null);
    private final FakeAggregates world = new FakeAggregates();
    private final SagaBench bench = new SagaBench(settings);

    /** The aggregates on a standing clock; every event goes to the saga at once. */
    private final class FakeAggregates {

        private final studio.greenroom.saga.testing.FakeAggregates all =
                new studio.greenroom.saga.testing.FakeAggregates(Clock.fixed(NOW, ZoneOffset.UTC));
        private int handled;
        private int sent;

        void request(GenerationKind kind) {
            request(kind, RetryPolicyName.INTERACTIVE);
        }

        void request(GenerationKind kind, RetryPolicyName policy) {
            all.request(GEN, kind, policy);
            deliver();
        }

        void request(int variants, Assignment... chain) {
            all.request(asked(GEN, GenerationKind.IMAGE, variants, "interactive", chain));
            deliver();
        }

        void tell(Command command) {
            all.send(command, cause("cmd-" + all.log().size()));
            deliver();
        }

        /** Lets the commands through that the saga sent, and what follows from them. */
        void settle() {
            while (sent < bench.outgoing.size()) {
                var next = bench.outgoing.get(sent++);
                all.send(next.command(), next.cause());
                deliver();
            }
        }

        void fire(String timer) {
            var due = bench.timers.remove(timer);
            all.send(due.command().command(), due.command().cause());
            deliver();
        }

        void deliver() {
            var log = all.log();
            while (handled < log.size()) {
                bench.handle(log.get(handled++));
            }
        }

        void again() {
            all.log().forEach(bench::handle);
        }
    }

    @Test
    void a_request_opens_the_first_attempt_and_sets_the_deadline() {
        world.request(GenerationKind.IMAGE);

        assertThat(bench.commands()).containsExactly(new StartAttempt(GEN, 1, 1, "stub", "model-1"));
        assertThat(bench.timers).containsOnlyKeys(GEN + "/deadline");
        SagaBench.Timer deadline = bench.timers.get(GEN + "/deadline");
        assertThat(deadline.time()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(deadline.command().command()).isEqualTo(new FailGeneration(GEN, FailureCode.DEADLINE_EXCEEDED));
    }

    @Test
    void a_command_says_which_event_it_follows_from() {
        world.request(GenerationKind.IMAGE);

        var cause = bench.outgoing.get(0).cause();
        var event = world.all.log().get(0);
        assertThat(cause.causationId()).isEqualTo(event.eventId());
        assertThat(cause.correlationId()).isEqualTo(event.correlationId());
        assertThat(cause.operationId()).isEqualTo(event.operationId());
        assertThat(cause.owner()).isEqualTo(event.owner());
        assertThat(cause.actor()).isEqualTo("saga:generation");
    }

    @Test
    void a_started_attempt_is_called_with_what_was_asked() {
        world.request(GenerationKind.BIO);

        world.settle();

        assertThat(bench.calls).hasSize(1);
        AttemptOrder order = bench.calls.get(0);
        assertThat(order.attempt()).isEqualTo(1);
        assertThat(order.provider()).isEqualTo("stub");
        assertThat(order.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(order.request().persona()).isEqualTo(NOVA);
        assertThat(order.request().prompt()).isEqualTo("Make it rain");
        assertThat(bench.commands()).hasSize(1);
    }

    @Test
    void a_written_bio_is_delivered_with_the_one_it_was_made_from() {
        running(GenerationKind.BIO);

        world.tell(
                new ReportAttempt(GEN, 1, 1, new AttemptOutcome.Text("New words.", null, false, 10, null, null, null)));

        assertThat(lastCommand()).isEqualTo(new DeliverBio("art_1", GEN, false, NOVA.bio(), "New words."));
        assertEnded();
    }

    @Test
    void a_picture_is_added_to_its_artist() {
        running(GenerationKind.IMAGE);

        world.tell(new ReportAttempt(GEN, 1, 1, new AttemptOutcome.Image(PICTURE, "Rain", 10, null, null, null)));

        assertThat(lastCommand()).isEqualTo(new AddImage("art_1", GEN, 1, PICTURE, "Rain"));
        assertEnded();
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_after_the_policys_wait() {
        running(GenerationKind.BIO);

        world.tell(failed(1, FailureCode.PROVIDER_UNAVAILABLE, null));

        assertThat(bench.commands()).hasSize(1);
        SagaBench.Timer retry = bench.timers.get(GEN + "/variant-1/attempt-2");
        assertThat(retry.command().command()).isEqualTo(new StartAttempt(GEN, 1, 2, "stub", "model-1"));
        assertThat(Duration.between(NOW, retry.time())).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_400));
    }

    @Test
    void the_second_try_can_succeed() {
        running(GenerationKind.BIO);
        world.tell(failed(1, FailureCode.PROVIDER_TIMEOUT, null));

        world.fire(GEN + "/variant-1/attempt-2");
        assertThat(bench.calls).extracting(AttemptOrder::attempt).containsExactly(1, 2);
        world.tell(new ReportAttempt(GEN, 1, 2, new AttemptOutcome.Text("Words.", null, false, 10, null, null, null)));

        assertThat(lastCommand()).isInstanceOf(DeliverBio.class);
        assertEnded();
    }

    @Test
    void a_provider_that_asks_for_more_time_gets_it() {
        running(GenerationKind.BIO);

        world.tell(failed(1, FailureCode.RATE_LIMITED, 30_000L));

        assertThat(Duration.between(
                        NOW, bench.timers.get(GEN + "/variant-1/attempt-2").time()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36));
    }

    @Test
    void a_provider_that_asks_for_more_time_than_the_policy_has_is_not_called_again() {
        running(GenerationKind.BIO);

        world.tell(failed(1, FailureCode.RATE_LIMITED, Long.MAX_VALUE));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.RATE_LIMITED));
        assertThat(bench.timers).doesNotContainKey(GEN + "/variant-1/attempt-2");
    }

    @Test
    void a_patient_generation_waits_longer_each_time_and_gives_up_after_the_fourth_attempt() {
        world.request(GenerationKind.BIO, RetryPolicyName.PATIENT);
        world.settle();

        long[] seconds = {10, 100, 1_000};
        for (int attempt = 1; attempt < 4; attempt++) {
            world.tell(failed(attempt, FailureCode.PROVIDER_UNAVAILABLE, null));
            String timer = GEN + "/variant-1/attempt-" + (attempt + 1);
            Duration wait = Duration.ofSeconds(seconds[attempt - 1]);
            assertThat(Duration.between(NOW, bench.timers.get(timer).time()))
                    .isBetween(wait, wait.multipliedBy(12).dividedBy(10));
            world.fire(timer);
        }
        world.tell(failed(4, FailureCode.PROVIDER_UNAVAILABLE, null));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.PROVIDER_UNAVAILABLE));
    }

    @Test
    void after_the_last_attempt_it_gives_up_with_that_attempts_reason() {
        running(GenerationKind.BIO);
        world.tell(failed(1, FailureCode.PROVIDER_UNAVAILABLE, null));
        world.fire(GEN + "/variant-1/attempt-2");
        world.tell(failed(2, FailureCode.PROVIDER_TIMEOUT, null));
        world.fire(GEN + "/variant-1/attempt-3");

        world.tell(failed(3, FailureCode.INVALID_ANSWER, null));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.INVALID_ANSWER));
        world.settle();
        assertEnded();
    }

    @Test
    void a_failure_that_will_not_pass_ends_it_at_once() {
        running(GenerationKind.BIO);

        world.tell(failed(1, FailureCode.CONTENT_REFUSED, null));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.CONTENT_REFUSED));
        assertThat(bench.timers).doesNotContainKey(GEN + "/variant-1/attempt-2");
    }

    @Test
    void the_deadline_ends_what_is_still_running() {
        running(GenerationKind.BIO);

        world.fire(GEN + "/deadline");

        assertThat(world.all.generation(GEN).failure()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertEnded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "running", "waiting"})
    void a_cancelled_generation_ends_whatever_it_was_doing(String doing) {
        world.request(GenerationKind.IMAGE);
        if (!doing.equals("pending")) {
            world.settle();
        }
        if (doing.equals("waiting")) {
            world.tell(failed(1, FailureCode.PROVIDER_UNAVAILABLE, null));
        }
        int before = bench.outgoing.size();

        world.tell(new CancelGeneration(GEN));

        assertThat(bench.outgoing).hasSize(before);
        assertEnded();
    }

    @Test
    void a_late_result_wakes_nobody() {
        running(GenerationKind.IMAGE);
        world.tell(new CancelGeneration(GEN));
        int before = bench.outgoing.size();

        world.tell(new ReportAttempt(GEN, 1, 1, new AttemptOutcome.Image(PICTURE, "Rain", 10, null, Cost.FREE, null)));

        assertThat(bench.outgoing).hasSize(before);
        assertThat(bench.sagas()).isZero();
    }

    @Test
    void events_that_come_twice_change_nothing_more() {
        running(GenerationKind.BIO);
        world.tell(failed(1, FailureCode.PROVIDER_UNAVAILABLE, null));
        List<Command> commands = bench.commands();
        var timers = java.util.Map.copyOf(bench.timers);

        world.again();

        assertThat(bench.commands()).isEqualTo(commands);
        assertThat(bench.timers).isEqualTo(timers);
        assertThat(bench.calls).hasSize(1);
        assertThat(bench.sagas()).isEqualTo(1);
    }

    @Test
    void a_replay_from_zero_sends_the_same_commands_under_the_same_ids() {
        running(GenerationKind.BIO);
        world.tell(failed(1, FailureCode.PROVIDER_UNAVAILABLE, null));
        world.fire(GEN + "/variant-1/attempt-2");
        world.tell(new ReportAttempt(GEN, 1, 2, new AttemptOutcome.Text("Words.", null, false, 10, null, null, null)));
        SagaBench replay = new SagaBench(settings);

        world.all.log().forEach(replay::handle);

        assertThat(replay.commandIds()).isEqualTo(bench.commandIds());
        assertThat(replay.commands()).isEqualTo(bench.commands());
        assertThat(replay.timers).isEmpty();
        assertThat(replay.sagas()).isZero();
    }

    @Test
    void a_policy_that_nobody_knows_is_a_failure_and_no_guess() {
        var event = world.all.append(cause("cmd-1"), 0, asked(GEN, GenerationKind.BIO, 1, "leisurely"));

        assertThatThrownBy(() -> bench.handle(event))
                .isInstanceOf(PoisonedEventException.class)
                .hasMessageContaining("leisurely");
        assertThat(bench.sagas()).isZero();
    }

    @Test
    void variants_are_started_in_a_row_and_called_side_by_side() {
        world.request(3);
        assertThat(bench.commands()).containsExactly(start(1, 1, STUB));

        world.settle();

        assertThat(bench.commands()).containsExactly(start(1, 1, STUB), start(2, 1, STUB), start(3, 1, STUB));
        assertThat(bench.calls).extracting(AttemptOrder::variant).containsExactly(1, 2, 3);
        assertThat(bench.calls).extracting(AttemptOrder::seed).containsExactly(42L, 43L, 44L);
        assertThat(bench.commandIds()).doesNotHaveDuplicates();
    }

    @Test
    void a_second_attempt_at_a_variant_starts_no_further_one() {
        world.request(2);
        world.settle();
        world.tell(failed(1, FailureCode.PROVIDER_TIMEOUT, null));
        int before = bench.outgoing.size();

        world.fire(GEN + "/variant-1/attempt-2");

        assertThat(bench.outgoing).hasSize(before);
        assertThat(bench.calls).hasSize(3);
    }

    @Test
    void each_good_variant_goes_to_the_artist_and_the_last_ends_it() {
        world.request(2);
        world.settle();

        world.tell(picture(2, 1));
        assertThat(lastCommand()).isEqualTo(new AddImage("art_1", GEN, 2, PICTURE, "Rain"));
        assertThat(bench.sagas()).isEqualTo(1);
        world.tell(picture(1, 1));

        assertThat(lastCommand()).isEqualTo(new AddImage("art_1", GEN, 1, PICTURE, "Rain"));
        assertEnded();
    }

    @Test
    void a_variant_that_is_given_up_leaves_the_others_going() {
        world.request(2);
        world.settle();

        world.tell(failed(1, FailureCode.CONTENT_REFUSED, null));
        world.settle();
        assertThat(bench.sagas()).isEqualTo(1);
        world.tell(picture(2, 1));

        assertThat(world.all.generation(GEN).partial()).isTrue();
        assertEnded();
    }

    @Test
    void the_retry_timers_of_all_variants_go_with_the_end() {
        world.request(2);
        world.settle();
        world.tell(failed(1, FailureCode.PROVIDER_TIMEOUT, null));
        world.tell(new ReportAttempt(GEN, 2, 1, failure(FailureCode.PROVIDER_TIMEOUT, null)));
        assertThat(bench.timers).hasSize(3);

        world.tell(new CancelGeneration(GEN));

        assertEnded();
    }

    @Test
    void a_provider_gets_all_its_attempts_before_the_next_of_the_chain_gets_its_own() {
        world.request(1, STUB, OTHER);
        world.settle();

        failUntil(3, FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(lastCommand()).isEqualTo(start(1, 4, OTHER));
        world.settle();
        world.tell(failed(4, FailureCode.PROVIDER_UNAVAILABLE, null));

        SagaBench.Timer retry = bench.timers.get(GEN + "/variant-1/attempt-5");
        assertThat(retry.command().command()).isEqualTo(start(1, 5, OTHER));
        assertThat(Duration.between(NOW, retry.time())).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_400));
    }

    @Test
    void each_variant_goes_along_the_chain_by_itself() {
        world.request(2, STUB, OTHER);
        world.settle();

        world.tell(new ReportAttempt(GEN, 2, 1, failure(FailureCode.QUOTA_EXHAUSTED, null)));
        assertThat(lastCommand()).isEqualTo(start(2, 2, OTHER));
        world.tell(failed(1, FailureCode.PROVIDER_TIMEOUT, null));

        assertThat(bench.timers.get(GEN + "/variant-1/attempt-2").command().command())
                .isEqualTo(start(1, 2, STUB));
    }

    @Test
    void a_refused_content_goes_to_nobody_else() {
        world.request(1, STUB, OTHER);
        world.settle();

        world.tell(failed(1, FailureCode.CONTENT_REFUSED, null));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.CONTENT_REFUSED));
    }

    @Test
    void a_chain_ends_with_its_last_also_when_one_provider_has_two_models_in_it() {
        Assignment second = new Assignment("stub", "model-2");
        world.request(1, STUB, second);
        world.settle();

        world.tell(failed(1, FailureCode.QUOTA_EXHAUSTED, null));
        assertThat(lastCommand()).isEqualTo(start(1, 2, second));
        world.settle();
        world.tell(failed(2, FailureCode.QUOTA_EXHAUSTED, null));

        assertThat(lastCommand()).isEqualTo(new FailVariant(GEN, 1, FailureCode.QUOTA_EXHAUSTED));
    }

    @Test
    void a_text_that_is_no_bio_is_brought_to_nobody() {
        running(GenerationKind.TEXT);
        int before = bench.outgoing.size();

        world.tell(new ReportAttempt(GEN, 1, 1, new AttemptOutcome.Text("Words.", "{}", false, 10, null, null, null)));

        assertThat(bench.outgoing).hasSize(before);
        assertEnded();
    }

    @Test
    void a_saga_that_was_stored_before_there_were_variants_goes_on() {
        running(GenerationKind.BIO);
        bench.stored("""
                {"request":{"generationId":"gen_1","artistId":"art_1","kind":"bio","artistRevision":1,"seed":42,
                "width":0,"height":0,"policy":"interactive","persona":{"name":"Nova Reyes","genre":"synthwave",
                "bio":"She began in a garage.","traits":["restless"],"style":"neon noir"},"prompt":"Make it rain"},
                "revision":2,"attempt":1}""");

        world.tell(failed(1, FailureCode.PROVIDER_TIMEOUT, null));
        world.fire(GEN + "/variant-1/attempt-2");
        AttemptOrder second = bench.calls.get(1);
        world.tell(new ReportAttempt(GEN, 1, 2, new AttemptOutcome.Text("Words.", null, false, 10, null, null, null)));

        assertThat(second.request()).isEqualTo(asked(GEN, GenerationKind.BIO, 1, "interactive"));
        assertThat(bench.commands())
                .containsExactly(start(1, 1, STUB), new DeliverBio("art_1", GEN, false, NOVA.bio(), "Words."));
        assertEnded();
    }

    @Test
    void a_result_that_was_stored_before_there_were_variants_is_delivered_under_the_same_id() {
        running(GenerationKind.BIO);
        Envelope e = world.all.log().get(1);
        String words = "{\"generationId\":\"gen_1\",\"attempt\":1,\"offline\":true,\"text\":\"Words.\"}";

        bench.handle(new Envelope(
                3,
                "evt_end",
                GEN,
                e.streamType(),
                3,
                "GenerationSucceeded",
                1,
                e.occurredAt(),
                e.owner(),
                e.actor(),
                "cmd_end",
                1,
                e.correlationId(),
                e.causationId(),
                e.operationId(),
                words.getBytes(UTF_8),
                null,
                null));

        assertThat(lastCommand()).isEqualTo(new DeliverBio("art_1", GEN, true, NOVA.bio(), "Words."));
        assertThat(bench.commandIds()).last().isEqualTo(Ids.derived(Ids.COMMAND, "evt_end", "0"));
        assertEnded();
    }

    private void failUntil(int last, FailureCode code) {
        for (int attempt = 1; attempt <= last; attempt++) {
            world.tell(failed(attempt, code, null));
            if (attempt < last) {
                world.fire(GEN + "/variant-1/attempt-" + (attempt + 1));
            }
        }
    }

    private static StartAttempt start(int variant, int attempt, Assignment to) {
        return new StartAttempt(GEN, variant, attempt, to.provider(), to.model());
    }

    private static ReportAttempt picture(int variant, int attempt) {
        return new ReportAttempt(
                GEN, variant, attempt, new AttemptOutcome.Image(PICTURE, "Rain", 10, null, null, null));
    }

    private void running(GenerationKind kind) {
        world.request(kind);
        world.settle();
    }

    private static ReportAttempt failed(int attempt, FailureCode code, Long retryAfter) {
        return new ReportAttempt(GEN, 1, attempt, failure(code, retryAfter));
    }

    private static AttemptOutcome failure(FailureCode code, Long retryAfter) {
        return new AttemptOutcome.Failed(code, 10, retryAfter, null, null, null);
    }

    private Command lastCommand() {
        return bench.commands().get(bench.commands().size() - 1);
    }

    private void assertEnded() {
        assertThat(bench.sagas()).isZero();
        assertThat(bench.timers).isEmpty();
        assertThat(bench.abandoned).containsExactly(GEN);
    }
}
