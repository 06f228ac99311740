package studio.greenroom.saga.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.saga.testing.FakeAggregates.NOVA;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.Stage;
import studio.greenroom.saga.testing.StubProvider;

class DeadLettersTest {

    private static final Identity ADMINISTRATOR = new Identity("own_admin", true);

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final SagaDatabase database = Postgres.empty();
    private final Stage stage = new Stage(database, Settings.quick(), new StubProvider(false).providers(), kind -> {
        if (broken.get()) {
            throw new IllegalStateException("There is no provider.");
        }
        return new Assignment("stub", "model-1");
    });
    private final DeadLetters letters = new DeadLetters(database.workers(), stage.sink, stage.outbox, new Bell());
    private final DeadLetterController controller = new DeadLetterController(letters);

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void a_parked_event_is_listed_with_what_went_wrong() {
        park("gen_1");

        Page<DeadLetter> page = list(null, 50);

        assertThat(page.next()).isNull();
        assertThat(page.items()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).startsWith("event-");
            assertThat(letter.consumer()).isEqualTo("sagas");
            assertThat(letter.position()).isEqualTo(1);
            assertThat(letter.type()).isEqualTo("GenerationRequested");
            assertThat(letter.streamId()).isEqualTo("gen_1");
            assertThat(letter.error()).contains("There is no provider.");
            assertThat(letter.tries()).isEqualTo(1);
        });
    }

    @Test
    void a_list_shows_nothing_of_what_people_wrote() {
        park("gen_1");

        assertThat(list(null, 50).toString()).doesNotContain(NOVA.name(), "Make it rain");
    }

    @Test
    void a_refused_command_is_listed_and_can_be_sent_again() {
        refused("cmd_1");
        DeadLetter letter = list(null, 50).items().get(0);
        assertThat(letter.id()).startsWith("command-");
        assertThat(letter.error()).isEqualTo("ARTIST_DELETED: It is deleted.");

        retry(letter.id(), null);

        assertThat(list(null, 50).items()).isEmpty();
        assertThat(stage.count("outbox WHERE due_at <= now()")).isEqualTo(1);
    }

    @Test
    void a_parked_event_goes_away_when_it_can_be_handled() {
        park("gen_1");
        String id = list(null, 50).items().get(0).id();
        assertProblem(ProblemCode.CONFLICT, id);

        broken.set(false);
        retry(id, null);

        assertThat(list(null, 50).items()).isEmpty();
        assertThat(stage.count("outbox")).isEqualTo(1);
        assertProblem(ProblemCode.NOT_FOUND, id);
    }

    @Test
    void pages_show_every_letter_once() {
        for (int i = 0; i < 3; i++) {
            park("gen_" + i);
            refused("cmd_" + i);
        }

        Page<DeadLetter> first = list(null, 4);
        Page<DeadLetter> second = list(first.next(), 4);

        assertThat(letters.count()).isEqualTo(6);
        assertThat(first.items()).hasSize(4);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(List.of(first, second).stream()
                        .flatMap(p -> p.items().stream())
                        .map(DeadLetter::id))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-99", "command-99", "event-", "event-x", "99", "command-99999999999999999999"})
    void what_is_not_there_can_not_be_retried(String id) {
        assertProblem(ProblemCode.NOT_FOUND, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "eHx5", "c2FnYS1kZWFkLWxldHRlcnM6eHx5"})
    void a_cursor_that_is_none_is_refused(String cursor) {
        assertThatThrownBy(() -> list(cursor, 4))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.VALIDATION_FAILED));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 201})
    void a_limit_that_is_not_offered_is_refused(int limit) {
        assertThatThrownBy(() -> list(null, limit))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.VALIDATION_FAILED));
    }

    @Test
    void a_retry_whose_answer_was_lost_is_answered_the_same_under_its_key() {
        refused("cmd_1");
        String id = list(null, 50).items().get(0).id();
        retry(id, "key-1");
        refused("cmd_2");
        String other = list(null, 50).items().get(0).id();

        retry(id, "key-1");

        assertThat(list(null, 50).items()).hasSize(1);
        assertThatThrownBy(() -> retry(other, "key-1"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.KEY_REUSED));
        assertThat(list(null, 50).items()).hasSize(1);
    }

    @Test
    void nobody_but_administrators_sees_them() {
        Identity somebody = new Identity("own_1", false);

        assertThatThrownBy(() -> controller.list(somebody, get(), null, 50).block())
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.FORBIDDEN));
        assertThatThrownBy(() -> controller.retry(somebody, get(), "event-1").block())
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.FORBIDDEN));
    }

    private void assertProblem(ProblemCode code, String id) {
        assertThatThrownBy(() -> retry(id, null))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
    }

    private Page<DeadLetter> list(@Nullable String cursor, int limit) {
        return controller.list(ADMINISTRATOR, get(), cursor, limit).block().getBody();
    }

    private void retry(String id, @Nullable String key) {
        MockServerHttpRequest.BodyBuilder request =
                MockServerHttpRequest.post("/api/admin/saga-dead-letters/" + id + "/retry");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        controller.retry(ADMINISTRATOR, request.build(), id).block();
    }

    private static ServerHttpRequest get() {
        return MockServerHttpRequest.get("/api/admin/saga-dead-letters").build();
    }

    private void park(String generation) {
        stage.aggregates.request(generation, GenerationKind.BIO);
        stage.assign();
        stage.deliver();
    }

    private void refused(String commandId) {
        stage.outbox.add(List.of(new Outgoing(new StartAttempt("gen_9", 1, 1, "stub", "model-1"), cause(commandId))));
        database.workers()
                .jdbc()
                .update(
                        "UPDATE outbox SET refused = 'ARTIST_DELETED', error = 'It is deleted.' WHERE command_id = ?",
                        commandId);
    }
}
