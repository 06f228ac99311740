package studio.greenroom.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.SomeCommits;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.command.repeat.Redis;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** Two processes let one owner in: never too much, never too little. */
class AdmissionsTest {

    private static final String MARA = "own_mara";
    private static final RepeatSettings NOT_COMPARED = new RepeatSettings(Duration.ZERO);

    private final Database server = Database.fresh();
    private final CommandDatabase one = server.open();
    private final CommandDatabase other = server.open();
    private final EventStorage storage = new PostgresStorage(one);
    private final Redis redis = new Redis();
    private final Endings endings = new Endings(one, NOT_COMPARED, redis.cache());

    @AfterEach
    void close() throws IOException {
        redis.close();
        storage.close();
        one.close();
        other.close();
    }

    private Admissions admissions(CommandDatabase database, int perMinute, int active) {
        return new Admissions(database, storage.log(), new LimitSettings(perMinute, active, 1, 0, "EUR"), NOT_COMPARED);
    }

    private static String let(Admissions admissions, String owner, String command, String generation) {
        Admission admission = admissions.admit(new Entrant(owner, command, generation, null, null));
        return ((Admission.New) admission).generationId();
    }

    private static Envelope cancelled(String generation) {
        return Histories.envelope(1, MARA, 2, new GenerationCancelled(generation, 0));
    }

    /** What is refused how often, when so many ask at once on both. */
    private List<ProblemCode> refusals(int askers, Admissions... processes) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(askers);
        List<Future<ProblemCode>> asked = IntStream.range(0, askers)
                .mapToObj(n -> callers.submit(() -> {
                    Problem problem = catchThrowableOfType(
                            Problem.class, () -> let(processes[n % processes.length], MARA, "cmd_" + n, "gen_" + n));
                    return problem == null ? null : problem.code();
                }))
                .toList();
        List<ProblemCode> refusals = new ArrayList<>();
        for (Future<ProblemCode> one : asked) {
            refusals.add(one.get());
        }
        callers.shutdown();
        refusals.removeIf(code -> code == null);
        return refusals;
    }

    private void anHourAgo() {
        one.client()
                .sql("UPDATE admissions SET admitted_at = admitted_at - interval '1 hour'")
                .update();
    }

    @Test
    void of64WhoAskAtOnceOnTwoProcessesAsManyAreLetInAsMayBeUnderWay() throws Exception {
        List<ProblemCode> refusals = refusals(64, admissions(one, 0, 3), admissions(other, 0, 3));

        assertThat(refusals).hasSize(61).containsOnly(ProblemCode.TOO_MANY_ACTIVE);
    }

    @Test
    void of64WhoAskInOneMinuteOnTwoProcessesTenAreLetInAndTheOthersToldWhenToAsk() throws Exception {
        List<ProblemCode> refusals = refusals(64, admissions(one, 10, 0), admissions(other, 10, 0));

        assertThat(refusals).hasSize(54).containsOnly(ProblemCode.TOO_MANY_REQUESTS);
        Problem refused = catchThrowableOfType(Problem.class, () -> let(admissions(one, 10, 0), MARA, "cmd", "gen"));
        assertThat(refused)
                .hasMessageMatching("You can ask for 10 generations a minute. Ask again in [1-6]\\d? seconds?\\.");
    }

    @Test
    void anotherOwnerIsNotInTheWay() {
        Admissions admissions = admissions(one, 1, 1);
        let(admissions, MARA, "cmd_1", "gen_1");

        assertThat(let(admissions, "own_nora", "cmd_2", "gen_2")).isEqualTo("gen_2");
    }

    @Test
    void whatHasEndedMakesRoomForOneAndNoMore() {
        Admissions admissions = admissions(one, 0, 2);
        let(admissions, MARA, "cmd_1", "gen_1");
        let(admissions, MARA, "cmd_2", "gen_2");

        endings.accept(List.of(cancelled("gen_1")));
        endings.accept(List.of(cancelled("gen_1")));

        assertThat(let(admissions, MARA, "cmd_3", "gen_3")).isEqualTo("gen_3");
        assertThat(refused(admissions, "gen_4")).isEqualTo(ProblemCode.TOO_MANY_ACTIVE);
        endings.accept(List.of(Histories.envelope(1, MARA, 2, new GenerationFailed("gen_2", FailureCode.INTERNAL, 1))));
        assertThat(let(admissions, MARA, "cmd_5", "gen_5")).isEqualTo("gen_5");
    }

    private static ProblemCode refused(Admissions admissions, String generation) {
        return catchThrowableOfType(Problem.class, () -> let(admissions, MARA, "cmd_" + generation, generation))
                .code();
    }

    @Test
    void afterAMinuteTheSameOwnerIsLetInAgain() {
        Admissions admissions = admissions(one, 1, 0);
        let(admissions, MARA, "cmd_1", "gen_1");
        assertThat(refused(admissions, "gen_2")).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);

        anHourAgo();

        assertThatCode(() -> let(admissions, MARA, "cmd_3", "gen_3")).doesNotThrowAnyException();
    }

    @Test
    void aCommandThatIsSentAgainIsGivenTheSameGenerationAndCountsOnce() {
        String first = let(admissions(one, 1, 1), MARA, "cmd_1", "gen_1");

        assertThat(let(admissions(other, 1, 1), MARA, "cmd_1", "gen_other")).isEqualTo(first);
    }

    @Test
    void whatWasLetInAndNeverWrittenIsSweptAwayAndWhatWasWrittenIsNot() throws Exception {
        Admissions admissions = admissions(one, 0, 2);
        let(admissions, MARA, "cmd_1", "gen_never");
        let(admissions, MARA, "cmd_2", "gen_there");
        storage.writer().write(List.of(SomeCommits.commit("gen_there", 1, "cmd_2")));
        assertThat(refused(admissions, "gen_3"))
                .as("it may still be on its way")
                .isEqualTo(ProblemCode.TOO_MANY_ACTIVE);

        anHourAgo();

        assertThat(let(admissions, MARA, "cmd_4", "gen_4")).isEqualTo("gen_4");
        assertThat(refused(admissions, "gen_5")).isEqualTo(ProblemCode.TOO_MANY_ACTIVE);
    }

    @Test
    void whatIsSentAgainIsNotSweptAwayUnderItNorTakenBackByTheFirstAttempt() {
        Admissions admissions = admissions(one, 0, 1);
        let(admissions, MARA, "cmd_1", "gen_1");
        anHourAgo();
        let(admissions, MARA, "cmd_1", "gen_again");

        admissions.withdraw("gen_1");

        assertThat(refused(admissions, "gen_2")).isEqualTo(ProblemCode.TOO_MANY_ACTIVE);
    }

    @Test
    void whatIsTakenBackCountsForNothing() {
        Admissions admissions = admissions(one, 1, 1);
        let(admissions, MARA, "cmd_1", "gen_1");

        admissions.withdraw("gen_1");

        assertThat(let(admissions, MARA, "cmd_2", "gen_2")).isEqualTo("gen_2");
    }
}
