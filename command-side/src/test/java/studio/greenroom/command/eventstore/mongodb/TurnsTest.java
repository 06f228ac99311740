package studio.greenroom.command.eventstore.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that always have something to write to one store, each at its own distance, in a time of the test's own. */
class TurnsTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long END = 20_000 * MILLISECOND;
    /** Of whoever waits for the appender, milliseconds. */
    private static final long PATIENCE = 1_700;
    /** By then each knows of the others. */
    private static final long WARM = 2_000 * MILLISECOND;

    @ParameterizedTest(name = "{0} ms")
    @CsvSource({"1 1", "1 2", "1 3", "1 6", "6 1", "1 10", "1 30", "2 3", "5 7", "10 11", "30 30"})
    void ofTwoEachGetsAtLeastAThirdOfTheTurns(String distances) {
        for (int seed = 0; seed < 5; seed++) {
            Outcome outcome = run(distances, seed);

            outcome.requireOfEach(outcome.total() / 3);
        }
    }

    @ParameterizedTest(name = "{0} ms")
    @CsvSource({"1 1 1 1", "1 1 1 10", "1 3 6 10", "1 5 10 30", "1 10 10 10", "2 3 4"})
    void ofSeveralEachGetsAtLeastHalfOfItsShare(String distances) {
        for (int seed = 0; seed < 5; seed++) {
            Outcome outcome = run(distances, seed);

            outcome.requireOfEach(outcome.total() / outcome.groups().size() / 2);
        }
    }

    /**
     * @param groups of each, once it is warm
     * @param longestWait milliseconds, of any process between two of its groups
     */
    private record Outcome(long seed, List<Integer> groups, long longestWait) {

        int total() {
            return groups.stream().mapToInt(Integer::intValue).sum();
        }

        void requireOfEach(int least) {
            assertThat(groups)
                    .as("seed %d", seed)
                    .allSatisfy(of -> assertThat(of).isGreaterThanOrEqualTo(least));
            assertThat(longestWait).as("seed %d", seed).isLessThan(PATIENCE);
        }
    }

    private static Outcome run(String distances, long seed) {
        long[] trips = Arrays.stream(distances.split(" "))
                .mapToLong(distance -> Long.parseLong(distance) * MILLISECOND)
                .toArray();
        VirtualTime time = new VirtualTime(trips.length);
        Store store = new Store();
        long searching = new Random(seed).nextLong(4 * MILLISECOND);
        List<Writer> writers = IntStream.range(0, trips.length)
                .mapToObj(n -> new Writer(time, store, trips[n], searching, new Random(seed * 100 + n)))
                .toList();
        List<Thread> threads = writers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        threads.forEach(TurnsTest::join);
        return new Outcome(
                seed,
                writers.stream().map(writer -> writer.groups).toList(),
                writers.stream().mapToLong(writer -> writer.longestWait).max().orElseThrow() / MILLISECOND);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Store implements Marks {

        private final Map<String, Mark> marks = new LinkedHashMap<>();
        private long head;

        @Override
        public void put(Mark mark) {
            marks.put(mark.process(), mark);
        }

        @Override
        public List<Mark> all() {
            return List.copyOf(marks.values());
        }

        @Override
        public void remove(Mark mark) {
            marks.remove(mark.process(), mark);
        }
    }

    /** What the appender does at {@link MongoGroupWriter}, as far as it takes time. */
    private static final class Writer implements Runnable {

        private static final int LOOK_UPS = 3;

        private final VirtualTime time;
        private final Store store;
        private final long trip;
        private final long searching;
        private final Random random;
        private int groups;
        private long longestWait;

        Writer(VirtualTime time, Store store, long trip, long searching, Random random) {
            this.time = time;
            this.store = store;
            this.trip = trip;
            this.searching = searching;
            this.random = random;
        }

        @Override
        public void run() {
            half();
            Turns turns = new Turns(store, time);
            boolean known = false;
            long head = 0;
            long last = time.now();
            while (time.now() < END) {
                if (turns.await() || !known) {
                    turns.asks();
                    half();
                    head = store.head;
                    search();
                    half();
                }
                turns.sends(head);
                half();
                known = store.head == head;
                if (known) {
                    store.head++;
                    groups += time.now() > WARM ? 1 : 0;
                    longestWait = Math.max(longestWait, time.now() - last);
                    last = time.now();
                }
                half();
                turns.answered();
                if (known) {
                    turns.wins();
                    head++;
                } else {
                    for (int n = 0; n < LOOK_UPS; n++) {
                        half();
                        search();
                        half();
                    }
                }
            }
            time.leave();
        }

        private void search() {
            time.sleepUntil(time.now() + searching);
        }

        /** There or back; now and then something holds it up. */
        private void half() {
            double jitter = 1 + random.nextGaussian() * 0.05 + (random.nextInt(100) == 0 ? 5 : 0);
            time.sleepUntil(time.now() + (long) (trip / 2.0 * Math.max(0.8, jitter)));
        }
    }

    /** Only one of its threads runs at a time; when all sleep it is the time at which the first wakes. */
    private static final class VirtualTime implements Turns.Time {

        private static final class Sleeper {

            private final long until;
            private boolean awake;

            Sleeper(long until) {
                this.until = until;
            }
        }

        private final PriorityQueue<Sleeper> asleep =
                new PriorityQueue<>((one, other) -> Long.compare(one.until, other.until));
        private int running;
        private long now;

        VirtualTime(int threads) {
            running = threads;
        }

        @Override
        public synchronized long now() {
            return now;
        }

        @Override
        public synchronized void sleepUntil(long then) {
            Sleeper me = new Sleeper(Math.max(now, then));
            asleep.add(me);
            leave();
            while (!me.awake) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        synchronized void leave() {
            running--;
            Sleeper next = running == 0 ? asleep.poll() : null;
            if (next != null) {
                now = next.until;
                next.awake = true;
                running++;
                notifyAll();
            }
        }
    }
}
