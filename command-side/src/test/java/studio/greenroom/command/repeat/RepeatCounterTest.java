package studio.greenroom.command.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.repeat.RepeatCounter.Source;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;

class RepeatCounterTest {

    private static final String MARA = "own_mara";

    /** Does each command once, by its id, and then answers as it is told. */
    private static final class Aggregates implements CommandSender {

        private final Map<String, RecordRepeats> done = new HashMap<>();
        private final List<String> owners = new CopyOnWriteArrayList<>();
        private volatile Throwable answer;

        @Override
        public synchronized CompletionStage<Receipt> send(Command command, Cause cause) {
            done.put(cause.commandId(), (RecordRepeats) command);
            owners.add(cause.owner());
            return answer == null
                    ? CompletableFuture.completedFuture(new Receipt(command.streamId(), 9, 9))
                    : CompletableFuture.failedFuture(answer);
        }

        synchronized int times(String generation) {
            return done.values().stream()
                    .filter(command -> command.generationId().equals(generation))
                    .mapToInt(RecordRepeats::times)
                    .sum();
        }
    }

    private final Aggregates aggregates = new Aggregates();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RepeatCounter counter =
            new RepeatCounter(aggregates, new Ids(Clock.systemUTC(), new Random(1)), meters);

    private void counted(String generation, int times) {
        for (int n = 0; n < times; n++) {
            counter.count(MARA, generation, Source.REDIS);
        }
    }

    @Test
    void repeatsAreGatheredAndRecordedForTheirOwnerWithinASecondOrSo() {
        counted("gen_1", 500);
        counter.start();

        await().until(() -> aggregates.times("gen_1"), times -> times == 500);
        assertThat(aggregates.done).as("all at once").hasSize(1);
        assertThat(aggregates.owners).containsOnly(MARA);
        assertThat(meters.counter("greenroom.repeats", "from", "redis").count()).isEqualTo(500);
        counter.stop();
    }

    @Test
    void whatIsCountedWhenGreenroomStopsInOrderIsRecordedToo() {
        counter.start();
        counted("gen_1", 3);

        counter.stop();

        assertThat(aggregates.times("gen_1")).isEqualTo(3);
    }

    @Test
    void whatIsNotKnownToBeRecordedIsSentAgainAndCountsOnce() {
        aggregates.answer = new IllegalStateException("nobody knows");
        counted("gen_1", 2);
        counter.record();
        counted("gen_1", 1);
        counter.record();

        aggregates.answer = null;
        counter.record();
        counter.record();

        assertThat(aggregates.times("gen_1")).isEqualTo(3);
        assertThat(aggregates.owners).hasSize(5);
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        aggregates.answer = Problem.notFound();
        counted("gen_1", 2);
        counter.record();
        counter.record();

        assertThat(aggregates.owners).hasSize(1);
        assertThat(meters.counter("greenroom.repeats.dropped").count()).isEqualTo(2);
    }

    @Test
    void whatWaitsIsBounded() {
        for (int n = 0; n < 10_050; n++) {
            counted("gen_" + n, 1);
        }
        counted("gen_1", 1);

        counter.record();

        assertThat(aggregates.done).hasSize(10_000);
        assertThat(aggregates.times("gen_1")).isEqualTo(2);
        assertThat(meters.counter("greenroom.repeats.dropped").count()).isEqualTo(50);
    }
}
