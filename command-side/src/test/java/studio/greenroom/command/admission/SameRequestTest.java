package studio.greenroom.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
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
import studio.greenroom.command.repeat.Earlier;
import studio.greenroom.command.repeat.Redis;
import studio.greenroom.command.repeat.RepeatCache;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** One owner asks for the same once more, on two processes: it is made once, and costs nothing more. */
class SameRequestTest {

    private static final String HASH = "ab".repeat(32);
    private static final RepeatSettings A_DAY = new RepeatSettings(Duration.ofDays(1));

    private final String mara = "own_" + System.nanoTime();
    private final Database server = Database.fresh();
    private final CommandDatabase one = server.open();
    private final CommandDatabase other = server.open();
    private final EventStorage storage = new PostgresStorage(one);
    private final Redis redis = new Redis();
    private final RepeatCache cache = redis.cache();
    private final Endings endings = new Endings(one, A_DAY, cache);
    private final Admissions here = admissions(one, 2, 1);
    private final Admissions there = admissions(other, 2, 1);

    @AfterEach
    void close() throws IOException {
        redis.close();
        storage.close();
        one.close();
        other.close();
    }

    private Admissions admissions(CommandDatabase database, int perMinute, int active) {
        return new Admissions(database, storage.log(), new LimitSettings(perMinute, active, 1, 0, "EUR"), A_DAY);
    }

    private Entrant entrant(String name, String hash) {
        return new Entrant(mara, "cmd_" + name, "gen_" + name, hash, null);
    }

    private void written(String name) throws Exception {
        storage.writer().write(List.of(SomeCommits.commit("gen_" + name, 1, "cmd_" + name)));
    }

    private void ended(DomainEvent end) {
        endings.accept(List.of(Histories.envelope(7, mara, 5, end)));
    }

    private static GenerationSucceeded succeeded(String name) {
        return new GenerationSucceeded("gen_" + name, 1, null, null, null, null);
    }

    private void hoursAgo(int hours) {
        one.client()
                .sql("UPDATE admissions SET admitted_at = admitted_at - make_interval(hours => ?),"
                        + " ended_at = ended_at - make_interval(hours => ?)")
                .params(hours, hours)
                .update();
    }

    @Test
    void of1000WhoAskForTheSameAtOnceOnTwoProcessesOneIsLetIn() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(64);
        List<Future<Admission>> asked = IntStream.range(0, 1_000)
                .mapToObj(n ->
                        callers.submit(() -> (n % 2 == 0 ? here : there).admit(entrant(Integer.toString(n), HASH))))
                .toList();
        int let = 0;
        for (Future<Admission> admission : asked) {
            let += admission.get() instanceof Admission.New ? 1 : 0;
        }
        callers.shutdown();

        assertThat(let).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayAnswersOnceItIsWritten() throws Exception {
        assertThat(here.admit(entrant("1", HASH))).isEqualTo(new Admission.New("gen_1"));
        assertThat(there.admit(entrant("2", HASH))).isEqualTo(new Admission.Unwritten());

        written("1");

        assertThat(there.admit(entrant("2", HASH))).isInstanceOfSatisfying(Admission.Running.class, running -> {
            assertThat(running.receipt().streamId()).isEqualTo("gen_1");
            assertThat(running.receipt().revision()).isEqualTo(1);
        });
    }

    @Test
    void whatSucceededAnswersForADayFromRedisTooAndThenIsMadeAnew() throws Exception {
        here.admit(entrant("1", HASH));
        written("1");
        ended(succeeded("1"));

        assertThat(there.admit(entrant("2", HASH))).isInstanceOfSatisfying(Admission.Done.class, done -> {
            assertThat(done.earlier()).isEqualTo(new Earlier("gen_1", 5, 7));
            assertThat(done.kept()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
        });
        assertThat(await().until(() -> cache.find(mara, HASH).get(), earlier -> earlier != null))
                .isEqualTo(new Earlier("gen_1", 5, 7));

        hoursAgo(23);
        assertThat(there.admit(entrant("2", HASH))).isInstanceOf(Admission.Done.class);
        hoursAgo(1);
        assertThat(there.admit(entrant("2", HASH))).isEqualTo(new Admission.New("gen_2"));
    }

    @Test
    void whatFailedOrWasCancelledIsMadeAnew() throws Exception {
        Admissions admissions = admissions(one, 0, 0);
        admissions.admit(entrant("1", HASH));
        written("1");
        ended(new GenerationFailed("gen_1", FailureCode.INTERNAL, 1));
        assertThat(admissions.admit(entrant("2", HASH))).isEqualTo(new Admission.New("gen_2"));
        written("2");
        ended(new GenerationCancelled("gen_2", 1));

        assertThat(admissions.admit(entrant("3", HASH))).isEqualTo(new Admission.New("gen_3"));
        assertThat(cache.find(mara, HASH).get()).isNull();
    }

    @Test
    void askingForTheSameTakesNoPlaceAndNoRequestOfTheMinute() throws Exception {
        here.admit(entrant("1", HASH));
        written("1");
        for (int n = 0; n < 5; n++) {
            assertThat(there.admit(entrant("again" + n, HASH))).isInstanceOf(Admission.Running.class);
        }
        ended(succeeded("1"));

        assertThat(here.admit(entrant("2", "cd".repeat(32))))
                .as("the second of two a minute, and the only one under way")
                .isEqualTo(new Admission.New("gen_2"));
    }

    @Test
    void anotherRequestAnotherOwnersAndOneThatIsToBeFreshAreMade() {
        Admissions admissions = admissions(one, 0, 0);
        admissions.admit(entrant("1", HASH));

        assertThat(admissions.admit(entrant("2", "cd".repeat(32)))).isEqualTo(new Admission.New("gen_2"));
        assertThat(admissions.admit(new Entrant("own_nora", "cmd_3", "gen_3", HASH, null)))
                .isEqualTo(new Admission.New("gen_3"));
        assertThat(admissions.admit(entrant("4", null))).isEqualTo(new Admission.New("gen_4"));
        assertThat(admissions.admit(entrant("5", null))).isEqualTo(new Admission.New("gen_5"));
    }

    @Test
    void theCommandThatWasLetInIsNotItsOwnRepeat() {
        here.admit(entrant("1", HASH));

        assertThat(there.admit(new Entrant(mara, "cmd_1", "gen_other", HASH, null)))
                .isEqualTo(new Admission.New("gen_1"));
    }

    @Test
    void whoeverIsTakenBackOrWasNeverWrittenLeavesTheRequestToTheNext() {
        here.admit(entrant("1", HASH));
        here.withdraw("gen_1");
        assertThat(there.admit(entrant("2", HASH))).isEqualTo(new Admission.New("gen_2"));
        assertThat(there.admit(entrant("3", HASH)))
                .as("it may still be on its way")
                .isEqualTo(new Admission.Unwritten());

        hoursAgo(1);

        assertThat(there.admit(entrant("3", HASH))).isEqualTo(new Admission.New("gen_3"));
    }

    @Test
    void rowsGoWhenNothingAsksForThemAnyMore() throws Exception {
        Admissions admissions = admissions(one, 0, 0);
        for (String name : List.of("1", "2")) {
            admissions.admit(entrant(name, name.equals("1") ? HASH : null));
            written(name);
            ended(succeeded(name));
        }
        one.client()
                .sql("UPDATE admissions SET gone_at = gone_at - interval '2 minutes'")
                .update();

        admissions.admit(entrant("3", null));

        assertThat(one.client()
                        .sql("SELECT generation_id FROM admissions ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("gen_1", "gen_3");
    }

    @Test
    void withNothingToBeKeptTheSameIsMadeAsOftenAsItIsAskedFor() {
        Admissions admissions = new Admissions(
                one, storage.log(), new LimitSettings(2, 0, 1, 0, "EUR"), new RepeatSettings(Duration.ZERO));
        admissions.admit(entrant("1", HASH));
        assertThat(admissions.admit(entrant("2", HASH))).isEqualTo(new Admission.New("gen_2"));

        assertThat(catchThrowableOfType(Problem.class, () -> admissions.admit(entrant("3", HASH)))
                        .code())
                .isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
    }
}
