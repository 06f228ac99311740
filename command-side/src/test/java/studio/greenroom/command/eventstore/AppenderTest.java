package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

public class AppenderTest {

    private final Database postgres = Database.fresh();
    private CommandDatabase database;
    private EventLog log;
    private Appender appender;

    @BeforeEach
    void open() {
        database = postgres.open();
        log = new EventLog(database);
        appender = new Appender(database, log);
    }

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    public static Envelope event(String stream, long revision, String commandId, int ordinal) {
        var event = revision == 1 ? new ArtistCreated(stream, Histories.MARA) : new ArtistDeleted(stream);
        Envelope e = Histories.envelope(0, Histories.OWNER, revision, event);
        return new Envelope(
                0,
                "evt_" + commandId + "_" + ordinal + "_" + System.nanoTime(),
                stream,
                e.streamType(),
                revision,
                e.type(),
                1,
                e.occurredAt(),
                e.owner(),
                e.actor(),
                commandId,
                ordinal,
                commandId,
                commandId,
                "opr",
                e.payload(),
                e.personal(),
                null);
    }

    public static Commit commit(String stream, long revision, String commandId) {
        return new Commit(List.of(event(stream, revision, commandId, 0)), null);
    }

    @Test
    void whatWasAnsweredIsStoredWithItsWholeEnvelope() {
        Commit commit = commit("art_a", 1, "cmd_a");

        long position = appender.append(commit);

        assertThat(log.tail(0, 10))
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(commit.first().at(position));
    }

    @Test
    void positionsHaveNoGapAndNoDoubleWhenManyWriteInTwoProcesses() throws Exception {
        try (CommandDatabase otherDatabase = postgres.open();
                Appender other = new Appender(otherDatabase, new EventLog(otherDatabase))) {
            ConcurrentLinkedQueue<Long> positions = new ConcurrentLinkedQueue<>();
            ExecutorService writers = Executors.newFixedThreadPool(16);
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < 16; w++) {
                String stream = "art_" + w;
                Appender mine = w % 2 == 0 ? appender : other;
                all.add(writers.submit(() -> {
                    for (int r = 1; r <= 50; r++) {
                        positions.add(mine.append(commit(stream, r, "cmd_" + stream + "_" + r)));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            writers.shutdown();

            assertThat(positions)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 800).boxed().toList());
            assertThat(log.tail(0, 1_000))
                    .extracting(Envelope::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 800).boxed().toList());
            assertThat(log.head()).isEqualTo(800);
        }
    }

    @Test
    void aTailReadWhileOthersWriteMissesNothing() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<? extends Future<?>> all = IntStream.range(0, 8)
                .mapToObj(w -> writers.submit(() -> {
                    for (int r = 1; r <= 100; r++) {
                        appender.append(commit("art_t" + w, r, "cmd_t" + w + "_" + r));
                    }
                }))
                .toList();
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 800) {
            for (Envelope e : log.tail(seen.isEmpty() ? 0 : seen.get(seen.size() - 1), 37)) {
                seen.add(e.position());
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        writers.shutdown();

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 800).boxed().toList());
    }

    @Test
    void aTakenRevisionIsALostRaceForItsCallerAndHarmsNoNeighbour() throws Exception {
        appender.append(commit("art_x", 1, "cmd_x1"));
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<? extends Future<Object>> all = IntStream.range(0, 20)
                .mapToObj(i -> callers.submit(() -> {
                    try {
                        return (Object) appender.append(
                                i == 7 ? commit("art_x", 1, "cmd_lost") : commit("art_n" + i, 1, "cmd_n" + i));
                    } catch (ConcurrencyException e) {
                        return e;
                    }
                }))
                .toList();
        List<Object> results = new ArrayList<>();
        for (Future<Object> one : all) {
            results.add(one.get());
        }
        callers.shutdown();

        assertThat(results.get(7)).isInstanceOf(ConcurrencyException.class);
        assertThat(results).filteredOn(Long.class::isInstance).hasSize(19);
        assertThat(log.head()).isEqualTo(20);
    }

    @Test
    void aCommandThatIsSentTwiceLandsOnceAndIsAnsweredWithWhatItDid() {
        appender.append(new Commit(List.of(event("art_d", 1, "cmd_d", 0), event("art_d", 2, "cmd_d", 1)), null));

        CommandAlreadyDone done =
                catchThrowableOfType(CommandAlreadyDone.class, () -> appender.append(commit("art_other", 1, "cmd_d")));

        assertThat(done.receipt()).isEqualTo(new Receipt("art_d", 2, 2));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void theAnswerToAnIdempotencyKeyIsCommittedWithItsEventsOrNotAtAll() {
        StoredAnswer answer = new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, 0);

        long position = appender.append(new Commit(List.of(event("art_k", 1, "cmd_k", 0)), answer));
        assertThatThrownBy(() -> appender.append(new Commit(
                        List.of(event("art_k", 1, "cmd_l", 0)),
                        new StoredAnswer(Histories.OWNER, "other", "print", "cmd_l", 201, "art_k", 1, 0))))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(log.answer(Histories.OWNER, "key"))
                .contains(new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, position));
        assertThat(log.answer(Histories.OWNER, "other")).isEmpty();
        assertThat(log.answer("own_somebody_else", "key")).isEmpty();
    }

    @Test
    void aFrozenDatabaseIsAnsweredAsUnknownAndTheCommitIsFoundOnceItThaws() {
        appender.append(commit("art_f", 1, "cmd_f1"));
        Database.server().suspend();
        Problem unknown;
        try {
            unknown = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_f", 2, "cmd_f2")));
        } finally {
            Database.server().resume();
        }

        assertThat(unknown.code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
        await().atMost(Duration.ofSeconds(20)).until(() -> log.receipt("cmd_f2").isPresent());
        CommandAlreadyDone done =
                catchThrowableOfType(CommandAlreadyDone.class, () -> appender.append(commit("art_f", 2, "cmd_f2")));
        assertThat(done.receipt().revision()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatWasKilledAndCameBackIsWrittenToAgainWithNothingLost() {
        long before = appender.append(commit("art_r", 1, "cmd_r1"));
        Database.server().kill();
        Database.server().startAgain();

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try {
                return appender.append(commit("art_r", 2, "cmd_r2")) == before + 1;
            } catch (CommandAlreadyDone done) {
                return done.receipt().position() == before + 1;
            }
        });
        assertThat(log.stream("art_r", 0, 10)).hasSize(2);
    }

    @Test
    void aDatabaseThatIsNotThereIsAnsweredAsNothingWrittenAndIndeedNothingIsWrittenLater() {
        appender.append(commit("art_g", 1, "cmd_g1"));
        Database.server().kill();
        Problem first;
        Problem second;
        try {
            first = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g2")));
            second = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g3")));
        } finally {
            Database.server().startAgain();
        }

        assertThat(first.code()).isIn(ProblemCode.OUTCOME_UNKNOWN, ProblemCode.UNAVAILABLE);
        assertThat(second.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> appender.append(commit("art_h", 1, "cmd_h" + System.nanoTime())) > 0);
        assertThat(log.receipt("cmd_g3")).isEmpty();
    }
}
