package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import studio.greenroom.command.eventstore.mongodb.MongoEventLog;
import studio.greenroom.command.eventstore.mongodb.MongoGroupWriter;
import studio.greenroom.command.eventstore.mongodb.ReplicaSetModel;
import studio.greenroom.command.eventstore.mongodb.ReplicaSetModel.Mistake;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;

/** What no server here can show: write concern errors, rollbacks, stale primaries and late requests, drawn from seeds. */
@Timeout(900) // ten thousand runs, on a machine that does other things too
class ReplicaSetModelTest {

    private static final int RUNS =
            System.getProperty("greenroom.scale", "small").equals("full") ? 10_000 : 200;
    private static final int STEPS = 25;

    /** What a run does otherwise than Greenroom does. */
    private record Variant(Mistake mistake, boolean headLocally, boolean loadsLocally) {}

    private static final Variant GREENROOM = new Variant(Mistake.NONE, false, false);

    /** Thousands of lost answers are what is asked for here. */
    @BeforeAll
    static void keepQuiet() {
        ((Logger) LoggerFactory.getLogger(MongoGroupWriter.class)).setLevel(Level.ERROR);
    }

    @AfterAll
    static void speakAgain() {
        ((Logger) LoggerFactory.getLogger(MongoGroupWriter.class)).setLevel(null);
    }

    @Test
    void nothingIsLostDoubledOrMisplaced() {
        long seed = System.nanoTime();
        System.out.println(RUNS + " runs from seed " + seed);

        LongStream.range(seed, seed + RUNS)
                .parallel()
                .forEach(one -> assertThat(new Run(one, GREENROOM).problem())
                        .as("seed %d", one)
                        .isNull());
    }

    @Test
    void aHeadThatIsReadLocallyIsFoundOut() {
        assertThat(found(new Variant(Mistake.NONE, true, false))).isPositive();
    }

    @Test
    void loadsThatAreReadLocallyAreFoundOut() {
        assertThat(found(new Variant(Mistake.NONE, false, true))).isPositive();
    }

    @Test
    void aGroupInTwoMessagesIsFoundOut() {
        assertThat(found(new Variant(Mistake.GROUP_IN_TWO_MESSAGES, false, false)))
                .isPositive();
    }

    @Test
    void aWriteConcernErrorThatIsTakenForWrittenIsFoundOut() {
        assertThat(found(new Variant(Mistake.WRITE_CONCERN_ERROR_TAKEN_FOR_WRITTEN, false, false)))
                .isPositive();
    }

    /** In how many of a hundred runs something was wrong. */
    private static int found(Variant variant) {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            found += new Run(seed, variant).problem() == null ? 0 : 1;
        }
        System.out.println(variant + ": " + found + " of 100 runs");
        return found;
    }

    /** Two processes, four streams and a reader of the tail. */
    private static final class Run {

        private final Random random;
        private final Variant variant;
        private final ReplicaSetModel model;
        private final Node[] nodes = new Node[2];
        private final EventLog reader;
        private final Map<String, Long> acknowledged = new HashMap<>();
        private final Set<String> refused = new HashSet<>();
        private final List<String> open = new ArrayList<>();
        /** What their first attempt has sent may land although a later one is told that its revision is taken. */
        private final Set<String> crashed = new HashSet<>();

        private final List<Envelope> tail = new ArrayList<>();
        private int commands;

        private record Node(EventLog log, Delivery delivery) {}

        Run(long seed, Variant variant) {
            this.random = new Random(seed);
            this.variant = variant;
            this.model = new ReplicaSetModel(random, variant.mistake());
            this.reader = new MongoEventLog(model.collection(false));
            for (int node = 0; node < nodes.length; node++) {
                nodes[node] = node();
            }
        }

        private Node node() {
            MongoEventLog log = new MongoEventLog(model.collection(variant.loadsLocally()));
            MongoEventLog asked = new MongoEventLog(model.collection(false));
            MongoGroupWriter writer = new MongoGroupWriter(
                    model.collection(false),
                    ReplicaSetModel.noMarks(),
                    new MongoEventLog(model.collection(variant.headLocally())));
            return new Node(log, new Delivery(writer, asked, position -> {}));
        }

        /** What went wrong; null when nothing did. */
        @Nullable
        String problem() {
            try {
                for (int step = 0; step < STEPS; step++) {
                    step(random.nextInt(nodes.length));
                    read();
                }
            } catch (IllegalStateException e) {
                return e.getMessage();
            } catch (ReplicaSetModel.Endless e) {
                return "a process never stopped sending";
            }
            return judged(model.settled());
        }

        private void step(int number) {
            List<Job> jobs = new ArrayList<>();
            Set<String> streams = new HashSet<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                String stream = "art_" + random.nextInt(4);
                if (streams.add(stream)) {
                    boolean again = !open.isEmpty() && random.nextInt(3) == 0;
                    String command = again ? open.remove(random.nextInt(open.size())) : "cmd_" + commands++;
                    long revision = nodes[number]
                                    .log()
                                    .end(stream)
                                    .map(Receipt::revision)
                                    .orElse(0L)
                            + 1;
                    Job job = new Job(SomeCommits.commit(stream, revision, command, 1 + random.nextInt(3)));
                    job.claim();
                    jobs.add(job);
                }
            }
            try {
                nodes[number].delivery().deliver(List.copyOf(jobs));
                jobs.forEach(this::told);
            } catch (ReplicaSetModel.Crash e) {
                jobs.forEach(job -> open.add(job.commit().first().commandId()));
                crashed.addAll(open);
                nodes[number] = node();
            }
        }

        private void told(Job job) {
            String command = job.commit().first().commandId();
            try {
                acknowledged.put(command, job.await(Duration.ofSeconds(1)));
            } catch (CommandAlreadyDone done) {
                acknowledged.put(command, done.receipt().position());
            } catch (ConcurrencyException lost) {
                if (!crashed.contains(command)) {
                    refused.add(command);
                }
            }
        }

        /** As the relay reads: what it has once seen stays where it was. */
        private void read() {
            List<Envelope> next = reader.tail(tail.size(), Commit.MAX_EVENTS);
            tail.addAll(next);
        }

        private @Nullable String judged(List<Document> commits) {
            Map<Long, Document> byPosition = new HashMap<>();
            Map<String, Long> ends = new HashMap<>();
            Map<String, Long> commandEnds = new HashMap<>();
            commits.forEach(commit -> byPosition.put(commit.getLong("_id"), commit));
            long position = 1;
            for (int n = 0; n < commits.size(); n++) {
                Document commit = byPosition.get(position);
                if (commit == null) {
                    return "a gap at position " + position;
                }
                position += commit.getInteger("n");
                String stream = commit.getString("stream");
                if (commit.getLong("firstRevision") != ends.getOrDefault(stream, 0L) + 1) {
                    return "a revision of " + stream + " is missing or double";
                }
                ends.put(stream, commit.getLong("firstRevision") + commit.getInteger("n") - 1);
                commandEnds.put(commit.getString("commandId"), position - 1);
            }
            for (Map.Entry<String, Long> one : acknowledged.entrySet()) {
                if (!one.getValue().equals(commandEnds.get(one.getKey()))) {
                    return one.getKey() + " was acknowledged at " + one.getValue() + " and is at "
                            + commandEnds.get(one.getKey());
                }
            }
            for (String command : refused) {
                if (commandEnds.containsKey(command)) {
                    return command + " was refused and is there";
                }
            }
            for (Envelope event : tail) {
                Document commit = commits.stream()
                        .filter(one -> one.getLong("_id") <= event.position()
                                && event.position() < one.getLong("_id") + one.getInteger("n"))
                        .findFirst()
                        .orElse(null);
                if (commit == null || !event.commandId().equals(commit.getString("commandId"))) {
                    return "the reader saw at " + event.position() + " what is not there";
                }
            }
            return null;
        }
    }
}
