package studio.greenroom.command.eventstore.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.command.eventstore.SomeCommits.appendInTheEnd;
import static studio.greenroom.command.eventstore.SomeCommits.commit;
import static studio.greenroom.command.eventstore.SomeCommits.event;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.GroupWriter;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What can happen between Greenroom and a MongoDB server, by a proxy between them. */
class MongoFaultsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final MongoFixture fixture = new MongoFixture();
    private final EventStorage storage = fixture.open();
    private final EventLog log = storage.log();
    private final Appender appender = new Appender(storage.writer(), log);

    @AfterEach
    void close() {
        fixture.proxy().mend();
        appender.close();
        storage.close();
    }

    @Test
    void aGroupWhoseAnswerIsCutOffIsStoredOnceAndAnsweredByWhatIsThere() {
        appender.append(commit("art_before", 1, "cmd_before"));
        fixture.proxy().holdAnswers();
        List<CompletableFuture<Object>> all = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> outcome("art_" + n, "cmd_" + n)))
                .toList();
        await().atMost(LONG_ENOUGH).until(() -> fixture.proxy().held() > 0);

        fixture.proxy().cut();
        fixture.proxy().mend();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isIn("written", ProblemCode.OUTCOME_UNKNOWN));
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(log.tail(0, 100))
                        .extracting(Envelope::commandId)
                        .containsExactlyInAnyOrder(
                                "cmd_before", "cmd_0", "cmd_1", "cmd_2", "cmd_3", "cmd_4", "cmd_5", "cmd_6", "cmd_7"));
        assertThat(log.head()).isEqualTo(9);
    }

    private Object outcome(String stream, String command) {
        try {
            appender.append(commit(stream, 1, command));
            return "written";
        } catch (Problem problem) {
            return problem.code();
        }
    }

    @Test
    void aReaderThatIsCutOffIsToldSoAndFindsAllWhenItReadsAgain() throws Exception {
        int commits = EventLog.PAGE + 500;
        for (int n = 0; n < commits; n += 250) {
            int first = n;
            storage.writer()
                    .write(IntStream.range(first, first + 250)
                            .mapToObj(i -> commit("art_" + i, 1, "cmd_" + i))
                            .toList());
        }
        List<Long> seen = new ArrayList<>();

        try (Stream<Envelope> events = log.all(0)) {
            Iterator<Envelope> left = events.iterator();
            seen.add(left.next().position());
            fixture.proxy().cut();
            assertThatThrownBy(() -> left.forEachRemaining(event -> seen.add(event.position())))
                    .isInstanceOf(MongoException.class);
        }
        fixture.proxy().mend();

        assertThat(seen).hasSizeLessThan(commits);
        try (Stream<Envelope> rest = log.all(seen.size())) {
            rest.forEach(event -> seen.add(event.position()));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, commits).boxed().toList());
    }

    /**
     * Of a number of commits, whatever time they take: a slow machine has few turns in a second. They are counted once
     * everybody has had some turns.
     */
    @ParameterizedTest(name = "{0} ms, at least one in {1}")
    @CsvSource({"0 5, 3", "5 0, 3", "0 2 5 8, 8"})
    void processesAtUnequalDistancesGetTheirTurnsAndLeaveNoGapAndNoDouble(String distances, int oneIn)
            throws Exception {
        List<EventStorage> stores = Arrays.stream(distances.split(" "))
                .map(distance -> {
                    MongoFixture way = fixture.another();
                    way.proxy().slow(Duration.ofMillis(Long.parseLong(distance)));
                    return way.open();
                })
                .toList();
        List<Appender> appenders = stores.stream()
                .map(store -> new Appender(store.writer(), store.log()))
                .toList();
        int processes = stores.size();
        int counted = 150 * processes;
        AtomicInteger all = new AtomicInteger();
        AtomicIntegerArray cold = new AtomicIntegerArray(processes);
        AtomicInteger allWarm = new AtomicInteger();
        AtomicIntegerArray warm = new AtomicIntegerArray(processes);
        AtomicInteger toldToComeAgain = new AtomicInteger();
        IntStream.range(0, 4 * processes)
                .mapToObj(n -> CompletableFuture.runAsync(
                        () -> {
                            for (int revision = 1; allWarm.get() < counted && all.get() < 3_000; revision++) {
                                boolean isWarm = IntStream.range(0, processes).allMatch(p -> cold.get(p) >= 20);
                                int times = appendInTheEnd(
                                        appenders.get(n % processes),
                                        commit("art_" + n, revision, "cmd_" + n + "_" + revision));
                                all.incrementAndGet();
                                if (isWarm) {
                                    allWarm.incrementAndGet();
                                    warm.incrementAndGet(n % processes);
                                    toldToComeAgain.addAndGet(times - 1);
                                } else {
                                    cold.incrementAndGet(n % processes);
                                }
                            }
                        },
                        caller -> new Thread(caller).start()))
                .toList()
                .forEach(CompletableFuture::join);
        System.out.printf("Commits %s of processes %s ms away%n", warm, distances);
        appenders.forEach(Appender::close);
        stores.forEach(EventStorage::close);

        int total = allWarm.get();
        assertThat(total).as("cold: %s", cold).isPositive();
        assertThat(IntStream.range(0, processes).map(warm::get))
                .as("%s ms away: %s", distances, warm)
                .allSatisfy(commits -> assertThat(commits).isGreaterThanOrEqualTo(total / oneIn));
        assertThat(toldToComeAgain).hasValue(0);
        try (Stream<Envelope> events = log.all(0)) {
            assertThat(events.map(Envelope::position))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, all.get()).boxed().toList());
        }
    }

    @Test
    void aServerThatIsNotThereIsAnsweredAsNothingWrittenAndIndeedNothingIsWrittenLater() {
        appender.append(commit("art_g", 1, "cmd_g1"));
        fixture.proxy().cut();
        Problem first = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g2")));
        Problem second = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g3")));
        fixture.proxy().mend();

        assertThat(first.code()).isIn(ProblemCode.OUTCOME_UNKNOWN, ProblemCode.UNAVAILABLE);
        assertThat(second.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .until(() -> appender.append(commit("art_h", 1, "cmd_h" + System.nanoTime())) > 0);
        assertThat(log.receipt("cmd_g3")).isEmpty();
    }

    @Test
    void theAnswerToAnIdempotencyKeyIsInItsCommit() {
        StoredAnswer answer = new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, 0);

        long position = appender.append(new Commit(List.of(event("art_k", 1, "cmd_k", 0)), answer));
        appender.append(commit("art_l", 1, "cmd_l"));

        assertThat(log.answer("cmd_k"))
                .contains(new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, position));
        assertThat(log.answer("cmd_l")).isEmpty();
        assertThat(log.answer("cmd_none")).isEmpty();
    }

    @Test
    void aCommitThatIsTooLargeIsRefusedAndHarmsNoNeighbour() {
        List<Envelope> large = IntStream.range(0, 50)
                .mapToObj(n -> withPayload(event("art_large", n + 1, "cmd_large", n), new byte[400_000]))
                .toList();

        List<CompletableFuture<Object>> neighbours = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> outcome("art_" + n, "cmd_" + n)))
                .toList();
        assertThatThrownBy(() -> appender.append(new Commit(large, null))).hasMessageContaining("refused a commit");

        assertThat(neighbours).allSatisfy(one -> assertThat(one.join()).isEqualTo("written"));
        assertThat(log.head()).isEqualTo(4);
    }

    @Test
    void aGroupThatIsLargerThanAMessageIsOneInsertOfAsManyAsFit() throws Exception {
        List<Commit> group = IntStream.range(0, 60)
                .mapToObj(n ->
                        new Commit(List.of(withPayload(event("art_" + n, 1, "cmd_" + n, 0), new byte[250_000])), null))
                .toList();
        List<Integer> inserts = new ArrayList<>();
        CommandListener counting = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                if (event.getCommandName().equals("insert")) {
                    inserts.add(event.getCommand().getArray("documents").size());
                }
            }
        };
        try (MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(fixture.uri()))
                .addCommandListener(counting)
                .build())) {
            var database = client.getDatabase(fixture.database());
            var commits = database.getCollection("commits");
            GroupWriter writer =
                    new MongoGroupWriter(commits, database.getCollection("appenders"), new MongoEventLog(commits));

            GroupWriter.Written written = writer.write(group);

            assertThat(inserts).containsExactly(written.commits());
            assertThat(written.commits()).isBetween(30, 34);
            assertThat(log.head()).isEqualTo(written.commits());
        }
    }

    private static Envelope withPayload(Envelope e, byte[] payload) {
        return new Envelope(
                0,
                e.eventId(),
                e.streamId(),
                e.streamType(),
                e.revision(),
                e.type(),
                e.typeRevision(),
                e.occurredAt(),
                e.owner(),
                e.actor(),
                e.commandId(),
                e.ordinal(),
                e.correlationId(),
                e.causationId(),
                e.operationId(),
                payload,
                e.personal(),
                e.keyId());
    }
}
