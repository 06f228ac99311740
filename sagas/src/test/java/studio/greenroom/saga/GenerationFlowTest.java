package studio.greenroom.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.saga.testing.FakeAggregates.asked;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.provider.offline.OfflineImages;
import studio.greenroom.saga.provider.offline.OfflineTexts;
import studio.greenroom.saga.provider.openai.OnStub;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.Stage;
import studio.greenroom.saga.testing.StubProvider;
import studio.greenroom.saga.testing.openai.Faults;

/** Sagas, outbox, timers and workers together on a real PostgreSQL; only the aggregates are played. */
class GenerationFlowTest {

    private final SagaDatabase database = Postgres.empty();
    private final StubProvider provider = new StubProvider(false);
    private Stage stage;

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void without_a_key_greenroom_draws_and_writes_itself_and_says_so() {
        stage = new Stage(
                        database,
                        Settings.quick(),
                        new Providers(List.of(new OfflineTexts()), List.of(new OfflineImages())))
                .run();
        stage.aggregates.request("gen_bio", GenerationKind.BIO);
        stage.aggregates.request("gen_image", GenerationKind.IMAGE);

        awaitEnd("gen_bio", Status.SUCCEEDED);
        awaitEnd("gen_image", Status.SUCCEEDED);

        awaitAccepted(2, DeliverBio.class, AddImage.class);
        DeliverBio bio = accepted(DeliverBio.class);
        assertThat(bio.offline()).isTrue();
        assertThat(bio.bio()).isNotBlank();
        AddImage image = accepted(AddImage.class);
        assertThat(image.image().offline()).isTrue();
        assertThat(image.image().provider()).isEqualTo("offline");
        assertThat(image.image().width()).isEqualTo(512);
        assertThat(stage.blobs.pictures).containsKey(image.image().blob());
        assertThat(stage.blobs.pictures.get(image.image().blob()))
                .hasSize((int) image.image().size());
    }

    @Test
    void progress_climbs_from_accepted_to_done() {
        run(Settings.quick());
        stage.aggregates.request("gen_1", GenerationKind.IMAGE);

        awaitEnd("gen_1", Status.SUCCEEDED);

        await().untilAsserted(() -> assertThat(stage.progress)
                .extracting(Progress::stage)
                .containsSubsequence("accepted", "prompt", "generating", "saving", "done"));
        assertThat(stage.progress).extracting(Progress::percent).isSorted();
    }

    @Test
    void a_provider_that_recovers_is_tried_again_until_it_does() {
        provider.then(() -> fail(FailureCode.PROVIDER_UNAVAILABLE)).then(() -> fail(FailureCode.RATE_LIMITED));
        run(Settings.quick());

        stage.aggregates.request("gen_1", GenerationKind.BIO);

        awaitEnd("gen_1", Status.SUCCEEDED);
        assertThat(provider.calls).hasValue(3);
        awaitAccepted(1, DeliverBio.class);
        assertThat(stage.attempts()).containsOnlyKeys("gen_1/1/1", "gen_1/1/2", "gen_1/1/3");
    }

    @Test
    void variants_are_all_made_and_one_that_is_refused_leaves_the_others() {
        provider.then(() -> fail(FailureCode.CONTENT_REFUSED));
        run(Settings.quick());

        stage.aggregates.request(asked("gen_1", GenerationKind.IMAGE, 3, "interactive"));

        GenerationState end = awaitEnd("gen_1", Status.SUCCEEDED);
        assertThat(end.partial()).isTrue();
        assertThat(end.count(Status.FAILED)).isEqualTo(1);
        awaitAccepted(2, AddImage.class);
        awaitQuiet();
        assertThat(stage.attempts()).containsOnlyKeys("gen_1/1/1", "gen_1/2/1", "gen_1/3/1");
    }

    @Test
    void a_refused_content_is_not_tried_again() {
        provider.then(() -> fail(FailureCode.CONTENT_REFUSED));
        run(Settings.quick());

        stage.aggregates.request("gen_1", GenerationKind.IMAGE);

        GenerationState end = awaitEnd("gen_1", Status.FAILED);
        assertThat(end.failure()).isEqualTo(FailureCode.CONTENT_REFUSED);
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void a_provider_that_throws_rubbish_leaves_an_outcome_that_is_not_known_and_its_estimate() {
        provider.then(() -> {
                    throw new StackOverflowError();
                })
                .then(() -> {
                    throw new IllegalStateException("sk-secret123");
                })
                .then(() -> {
                    throw new NullPointerException();
                });
        run(Settings.quick());

        stage.aggregates.request("gen_1", GenerationKind.IMAGE);

        GenerationState end = awaitEnd("gen_1", Status.FAILED);
        assertThat(end.failure()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        assertThat(end.attempts()).extracting(Attempt::cost).containsOnly(StubProvider.COST);
        assertThat(end.attempts().toString()).doesNotContain("secret");
    }

    @Test
    void the_deadline_ends_a_generation_whose_call_never_returns() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        provider.then(never::await);
        run(Settings.with(Duration.ofMillis(600), Duration.ofSeconds(1)));

        stage.aggregates.request("gen_1", GenerationKind.BIO);

        assertThat(awaitEnd("gen_1", Status.FAILED).failure()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        never.countDown();
    }

    @Test
    void a_cancelled_call_that_can_not_be_stopped_reports_its_cost_late() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        provider.then(() -> {
            called.countDown();
            go.await();
        });
        run(Settings.quick());
        stage.aggregates.request("gen_1", GenerationKind.IMAGE);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));
        go.countDown();

        await().untilAsserted(() ->
                assertThat(stage.aggregates.last().envelope().type()).isEqualTo("LateResultRecorded"));
        assertThat(stage.aggregates.generation("gen_1").status()).isEqualTo(Status.CANCELLED);
        assertThat(stage.aggregates.generation("gen_1").attempts().get(0).cost())
                .isEqualTo(StubProvider.COST);
        awaitStates("gen_1/1/1", "reported");
    }

    @Test
    void a_cancelled_call_that_can_be_stopped_is_stopped() throws Exception {
        StubProvider stoppable = new StubProvider(true);
        CountDownLatch called = new CountDownLatch(1);
        stoppable.then(() -> {
            called.countDown();
            Thread.sleep(60_000);
        });
        stage = new Stage(database, Settings.quick(), stoppable.providers()).run();
        stage.aggregates.request("gen_1", GenerationKind.IMAGE);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> awaitStates("gen_1/1/1", "reported"));
    }

    @Test
    void a_cancelled_call_of_openai_is_stopped_and_booked_with_its_estimate() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (OnStub openAi = OnStub.with(2)) {
            openAi.stub.then((exchange, request) -> {
                called.countDown();
                Faults.silence().answer(exchange, request);
            });
            stage = new Stage(database, Settings.quick(), new Providers(List.of(openAi.texts), List.of(openAi.images)))
                    .run();
            stage.aggregates.request("gen_1", GenerationKind.IMAGE);
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

            stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));

            awaitStates("gen_1/1/1", "reported");
            Cost estimate =
                    openAi.images.estimate(OnStub.IMAGE_MODEL, asked("gen_1", GenerationKind.IMAGE, 1, "interactive"));
            assertThat(stage.aggregates.sent())
                    .filteredOn(ReportAttempt.class::isInstance)
                    .extracting(command -> ((ReportAttempt) command).outcome())
                    .singleElement()
                    .isInstanceOfSatisfying(AttemptOutcome.Failed.class, failed -> {
                        assertThat(failed.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
                        assertThat(failed.cost()).isEqualTo(estimate).isNotNull();
                    });
        }
    }

    @Test
    void an_attempt_that_waits_for_a_worker_is_never_called_after_the_cancel() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        provider.then(go::await).then(go::await);
        run(Settings.quick());
        stage.aggregates.request("gen_1", GenerationKind.IMAGE);
        stage.aggregates.request("gen_2", GenerationKind.IMAGE);
        await().until(() -> provider.calls.get() == 2);
        stage.aggregates.request("gen_3", GenerationKind.IMAGE);
        await().untilAsserted(() -> assertThat(stage.attempts()).containsEntry("gen_3/1/1", "ready"));

        stage.aggregates.send(new CancelGeneration("gen_3"), cause("cmd-cancel"));

        awaitStates("gen_3/1/1", "cancelled");
        go.countDown();
        awaitEnd("gen_1", Status.SUCCEEDED);
        awaitEnd("gen_2", Status.SUCCEEDED);
        assertThat(provider.calls).hasValue(2);
        assertThat(provider.most).hasValue(2);
    }

    @Test
    void a_replay_from_zero_calls_nobody_and_changes_nothing() throws Exception {
        provider.then(() -> fail(FailureCode.PROVIDER_TIMEOUT));
        run(Settings.quick());
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.aggregates.request("gen_2", GenerationKind.IMAGE);
        awaitEnd("gen_1", Status.SUCCEEDED);
        awaitEnd("gen_2", Status.SUCCEEDED);
        awaitQuiet();
        int calls = provider.calls.get();
        int events = stage.aggregates.log().size();
        int accepted = stage.aggregates.accepted().size();
        int sent = stage.aggregates.sent().size();

        database.workers().jdbc().update("UPDATE consumer_position SET position = 0, topic_offset = -1");
        stage.assign();

        await().until(() -> stage.aggregates.sent().size() > sent);
        awaitQuiet();
        assertThat(provider.calls).hasValue(calls);
        assertThat(stage.aggregates.log()).hasSize(events);
        assertThat(stage.aggregates.accepted()).hasSize(accepted);
        assertThat(stage.count("saga")).isZero();
    }

    @Test
    void many_generations_all_end() {
        run(Settings.quick());

        for (int i = 0; i < 100; i++) {
            stage.aggregates.request("gen_" + i, i % 2 == 0 ? GenerationKind.BIO : GenerationKind.IMAGE);
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int i = 0; i < 100; i++) {
                assertThat(stage.aggregates.generation("gen_" + i).status()).isEqualTo(Status.SUCCEEDED);
            }
        });
        awaitQuiet();
        assertThat(provider.calls).hasValue(100);
        assertThat(provider.most.get()).isLessThanOrEqualTo(2);
    }

    private void run(GenerationSettings settings) {
        stage = new Stage(database, settings, provider.providers()).run();
    }

    private static void fail(FailureCode code) {
        throw new ProviderFailure(code, "as the test wants it");
    }

    private GenerationState awaitEnd(String id, Status status) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.aggregates.generation(id).status().ended());
        GenerationState end = stage.aggregates.generation(id);
        assertThat(end.status()).describedAs("%s", end).isEqualTo(status);
        return end;
    }

    private void awaitStates(String attempt, String state) {
        await().untilAsserted(() -> assertThat(stage.attempts()).containsEntry(attempt, state));
    }

    /** Until nothing is left to do. */
    private void awaitQuiet() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(stage.count("outbox")).isZero();
            assertThat(stage.count("saga")).isZero();
            assertThat(stage.count("scheduled_tasks")).isZero();
        });
    }

    private void awaitAccepted(int count, Class<?>... types) {
        await().untilAsserted(() -> assertThat(stage.aggregates.accepted())
                .filteredOn(c -> List.of(types).contains(c.getClass()))
                .hasSize(count));
    }

    private <T> T accepted(Class<T> type) {
        return stage.aggregates.accepted().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
