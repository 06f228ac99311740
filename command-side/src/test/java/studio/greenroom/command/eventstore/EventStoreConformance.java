package studio.greenroom.command.eventstore;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.command.eventstore.SomeCommits.appendInTheEnd;
import static studio.greenroom.command.eventstore.SomeCommits.commit;
import static studio.greenroom.command.eventstore.SomeCommits.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.artist.ArtistState;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.trace.Tracing;

/** What every event store promises, whatever it is made of. A store's own test brings its {@link StoreFixture}. */
public abstract class EventStoreConformance {

    private StoreFixture fixture;
    private EventStorage store;
    private EventLog log;
    private Appender appender;

    /** An empty store. */
    protected abstract StoreFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        store = fixture.open();
        log = store.log();
        appender = new Appender(store.writer(), log);
    }

    @AfterEach
    void close() {
        appender.close();
        store.close();
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

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void positionsHaveNoGapAndNoDoubleWhenSeveralProcessesWrite(int processes) throws Exception {
        int writers = 16;
        int each = Math.max(5, fixture.scaled(50));
        List<EventStorage> stores = new ArrayList<>();
        List<Appender> appenders = new ArrayList<>(List.of(appender));
        for (int p = 1; p < processes; p++) {
            EventStorage other = fixture.open();
            stores.add(other);
            appenders.add(new Appender(other.writer(), other.log()));
        }
        ConcurrentLinkedQueue<Long> positions = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(writers);
        List<Future<?>> all = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            String stream = "art_" + w;
            Appender mine = appenders.get(w % processes);
            all.add(callers.submit(() -> {
                for (int r = 1; r <= each; r++) {
                    positions.add(mine.append(commit(stream, r, "cmd_" + stream + "_" + r)));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        callers.shutdown();
        appenders.stream().skip(1).forEach(Appender::close);
        stores.forEach(EventStorage::close);

        List<Long> expected =
                LongStream.rangeClosed(1, (long) writers * each).boxed().toList();
        assertThat(positions).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(log.tail(0, 1_000)).extracting(Envelope::position).containsExactlyElementsOf(expected);
        assertThat(log.head()).isEqualTo(expected.size());
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
    void aFrozenStoreIsAnsweredAsUnknownAndTheCommitIsFoundOnceItThaws() {
        appender.append(commit("art_f", 1, "cmd_f1"));
        fixture.freeze();
        Problem unknown;
        try {
            unknown = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_f", 2, "cmd_f2")));
        } finally {
            fixture.thaw();
        }

        assertThat(unknown.code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
        await().atMost(Duration.ofSeconds(20)).until(() -> log.receipt("cmd_f2").isPresent());
        CommandAlreadyDone done =
                catchThrowableOfType(CommandAlreadyDone.class, () -> appender.append(commit("art_f", 2, "cmd_f2")));
        assertThat(done.receipt().revision()).isEqualTo(2);
    }

    @Test
    void aCommandThatIsSentAgainWhileItsFirstAttemptIsStillOnItsWayLandsOnce() {
        appender.append(commit("art_l", 1, "cmd_l1"));
        try (EventStorage otherStore = fixture.open();
                Appender other = new Appender(otherStore.writer(), otherStore.log())) {
            other.append(commit("art_m", 1, "cmd_m1"));
            fixture.freeze();
            List<Problem> problems = new ArrayList<>();
            try {
                problems.add(catchThrowableOfType(Problem.class, () -> appender.append(commit("art_l", 2, "cmd_l2"))));
                problems.add(catchThrowableOfType(Problem.class, () -> other.append(commit("art_l", 2, "cmd_l2"))));
            } finally {
                fixture.thaw();
            }

            assertThat(problems).extracting(Problem::code).containsOnly(ProblemCode.OUTCOME_UNKNOWN);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> log.receipt("cmd_l2").isPresent());
            appender.append(commit("art_n", 1, "cmd_n1"));
            other.append(commit("art_o", 1, "cmd_o1"));
            assertThat(log.tail(0, 100))
                    .extracting(Envelope::commandId)
                    .containsExactlyInAnyOrder("cmd_l1", "cmd_m1", "cmd_l2", "cmd_n1", "cmd_o1");
        }
    }

    @Test
    void aWriterThatIsKilledAtAnyMomentLeavesWholeCommitsAndNoGap() throws Exception {
        Random random = new Random(7);
        Set<String> acknowledged = new HashSet<>();
        for (int life = 0; life < fixture.lives(); life++) {
            acknowledged.addAll(WritingProcess.killedAfter(20 + random.nextInt(200), life, fixture.address()));
        }

        List<Envelope> events = new ArrayList<>();
        for (List<Envelope> page = log.tail(0, 500); !page.isEmpty(); page = log.tail(events.size(), 500)) {
            events.addAll(page);
        }
        assertThat(events)
                .extracting(Envelope::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.head()).boxed().toList());
        Map<String, List<Envelope>> commits =
                events.stream().collect(Collectors.groupingBy(Envelope::commandId, LinkedHashMap::new, toList()));
        assertThat(commits.keySet()).containsAll(acknowledged);
        assertThat(commits).allSatisfy((command, commit) -> {
            assertThat(commit).hasSize(WritingProcess.size(command));
            assertThat(commit)
                    .extracting(Envelope::ordinal)
                    .containsExactlyElementsOf(
                            IntStream.range(0, commit.size()).boxed().toList());
        });
    }

    @Test
    void revisionsAreContiguousWhenSixtyFourWritersWantTheSameStream() throws Exception {
        int writers = 64;
        int each = fixture.scaled(100);
        AtomicLong next = new AtomicLong(1);
        ExecutorService callers = Executors.newFixedThreadPool(writers);
        List<? extends Future<?>> all = IntStream.range(0, writers)
                .mapToObj(w -> callers.submit(() -> {
                    for (int done = 0; done < each; ) {
                        long revision = next.get();
                        try {
                            appender.append(commit("art_one", revision, "cmd_" + w + "_" + done + "_" + revision));
                            next.compareAndSet(revision, revision + 1);
                            done++;
                        } catch (ConcurrencyException lost) {
                            // Whoever won says where it goes on.
                            while (next.get() == revision) {
                                LockSupport.parkNanos(1_000_000);
                            }
                        }
                    }
                }))
                .toList();
        for (Future<?> one : all) {
            one.get();
        }
        callers.shutdown();

        long expected = (long) writers * each;
        assertThat(log.head()).isEqualTo(expected);
        assertThat(log.stream("art_one", 0, (int) expected + 1))
                .extracting(Envelope::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, expected).boxed().toList());
    }

    @Test
    void aCommitOfFiftyEventsIsReadBackExactlyFromAnywhereWithinIt() {
        appender.append(commit("art_before", 1, "cmd_before"));
        Commit large = commit("art_large", 1, "cmd_large", Commit.MAX_EVENTS);
        long last = appender.append(large);
        appender.append(commit("art_large", 51, "cmd_more", 3));

        assertThat(last).isEqualTo(51);
        assertThat(log.stream("art_large", 0, 100))
                .extracting(Envelope::revision)
                .hasSize(53)
                .isSorted();
        assertThat(log.stream("art_large", 49, 2))
                .extracting(Envelope::revision)
                .containsExactly(50L, 51L);
        assertThat(log.stream("art_large", 51, 100))
                .extracting(Envelope::revision)
                .containsExactly(52L, 53L);
        assertThat(log.tail(1, 50))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(n -> large.events().get(n).at(2 + n))
                        .toList());
        assertThat(log.tail(20, 50)).first().extracting(Envelope::position).isEqualTo(21L);
        assertThat(log.at("art_large", 50)).map(Envelope::position).contains(51L);
        assertThat(log.at("art_large", 54)).isEmpty();
        assertThat(log.receipt("cmd_large")).contains(new Receipt("art_large", 50, 51));
        assertThat(log.end("art_large")).contains(new Receipt("art_large", 53, 54));
    }

    @Test
    void whatIsNotThereIsSaidToBeAbsent() {
        assertThat(log.head()).isZero();
        assertThat(log.tail(0, 50)).isEmpty();
        assertThat(log.stream("art_none", 0, 10)).isEmpty();
        assertThat(log.end("art_none")).isEmpty();
        assertThat(log.receipt("cmd_none")).isEmpty();
        assertThat(log.firstOf("cmd_none")).isEmpty();
        assertThat(log.at("art_none", 1)).isEmpty();
    }

    @Test
    void aLongStreamIsReadByAxonWholeAndInOrder() {
        int commits = fixture.scaled(200);
        for (int n = 0; n < commits; n++) {
            appender.append(commit("art_long", 50L * n + 1, "cmd_long_" + n, 50));
        }
        EventStorageEngine engine = engine();

        assertThat(engine.readEvents("art_long", 0).asStream().map(DomainEventMessage::getSequenceNumber))
                .containsExactlyElementsOf(
                        LongStream.range(0, 50L * commits).boxed().toList());
        assertThat(engine.readEvents("art_long", 50L * commits - 30).asStream()).hasSize(30);
        assertThat(engine.lastSequenceNumberFor("art_long")).contains(50L * commits - 1);
        assertThat(engine.lastSequenceNumberFor("art_none")).isEmpty();
    }

    private EventStorageEngine engine() {
        return store.engine(
                new Commits(appender, log, new Ids(Clock.systemUTC(), new Random(1)), Clock.systemUTC(), Tracing.OFF),
                new Snapshots(Map.of("artist", ArtistState.class)));
    }

    @Test
    void ofTwoSnapshotsTheNewerIsKeptWhicheverComesLater() {
        SnapshotStore snapshots = store.snapshots();
        Snapshot older =
                new Snapshot("art_s", 100, "form", Histories.OWNER, Instant.EPOCH.plusNanos(1_000), new byte[] {1});
        Snapshot newer = new Snapshot("art_s", 200, "form", Histories.OWNER, Instant.EPOCH, new byte[] {2, 0, -1});
        assertThat(snapshots.newest("art_s")).isEmpty();

        snapshots.keep(older);
        assertThat(snapshots.newest("art_s")).get().usingRecursiveComparison().isEqualTo(older);
        snapshots.keep(newer);
        snapshots.keep(older);

        assertThat(snapshots.newest("art_s")).get().usingRecursiveComparison().isEqualTo(newer);
        assertThat(snapshots.newest("art_t")).isEmpty();

        snapshots.keep(new Snapshot("art_s", 200, "other", Histories.OWNER, Instant.EPOCH, new byte[] {3}));
        assertThat(snapshots.newest("art_s"))
                .as("of another version, which could not read the one that was there")
                .get()
                .extracting(Snapshot::form)
                .isEqualTo("other");
    }

    @Test
    void axonIsGivenTheStateOfASnapshotAsTheFirstEvent() {
        ArtistState state = new ArtistState("art_k", Histories.MARA, null, null, List.of(), false);
        EventStorageEngine engine = engine();
        engine.storeSnapshot(new GenericDomainEventMessage<>("artist", "art_k", 99, new Folded(state)));

        DomainEventMessage<?> found = engine.readSnapshot("art_k").orElseThrow();

        assertThat(found.getPayload()).isEqualTo(state);
        assertThat(found.getSequenceNumber()).isEqualTo(99);
        assertThat(found.getMetaData()).containsEntry(Dispatch.OWNER, Histories.OWNER);
        assertThat(engine.readSnapshot("art_none")).isEmpty();
    }

    private record Folded(ArtistState state) implements Snapshotted {

        @Override
        public String owner() {
            return Histories.OWNER;
        }
    }

    @Test
    void ofTwoProcessesUnderEqualLoadEachGetsAtLeastAThird() throws Exception {
        try (EventStorage otherStore = fixture.open();
                Appender other = new Appender(otherStore.writer(), otherStore.log())) {
            // Of a number of commits, whatever time they take: a slow machine has few turns in a second. Before, they
            // have
            // a moment to find out that there are two of them.
            long warm = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            long end = Math.max(400, fixture.scaled(4_000));
            AtomicLong counted = new AtomicLong();
            AtomicLong[] counts = {new AtomicLong(), new AtomicLong()};
            ExecutorService callers = Executors.newFixedThreadPool(16);
            List<Future<?>> working = new ArrayList<>();
            for (int w = 0; w < 16; w++) {
                int side = w % 2;
                Appender mine = side == 0 ? appender : other;
                String stream = "art_f" + w;
                working.add(callers.submit(() -> {
                    for (long revision = 1; counted.get() < end; revision++) {
                        appendInTheEnd(mine, commit(stream, revision, "cmd_" + stream + "_" + revision));
                        if (System.nanoTime() > warm) {
                            counted.incrementAndGet();
                            counts[side].incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> one : working) {
                one.get();
            }
            callers.shutdown();
            long first = counts[0].get();
            long second = counts[1].get();

            assertThat(Math.min(first, second))
                    .as("%d and %d", first, second)
                    .isGreaterThanOrEqualTo((first + second) / 3);
        }
    }
}
