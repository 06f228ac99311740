package studio.greenroom.command.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.problem.Problem;

/**
 * The only writer of events in this process: one thread that takes every commit that waits while the last group was
 * being written, and writes them as the next group. No timer: a lone commit is written at once.
 */
@Component
public class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);
    private static final int MAX_GROUP = 256;
    private static final int MAX_WAITING = 4_096;
    private static final Duration PATIENCE = Duration.ofMillis(1_700);
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final GroupWriter writer;
    private final Delivery delivery;
    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "appender");
    private volatile LongConsumer listener = position -> {};
    private volatile boolean closing;

    public Appender(GroupWriter writer, EventLog eventLog) {
        this.writer = writer;
        this.delivery = new Delivery(writer, eventLog, position -> listener.accept(position));
        thread.start();
    }

    /** Called with the position of the last event after every group, on the appender's own thread. */
    public void onCommit(LongConsumer newListener) {
        listener = newListener;
    }

    /**
     * Writes the commit and answers the position of its last event.
     *
     * @throws ConcurrencyException when another commit has taken the stream's next revision
     * @throws CommandAlreadyDone   when a command with this id is committed
     * @throws Problem              UNAVAILABLE when it is certain that nothing was written, OUTCOME_UNKNOWN when not
     */
    public long append(Commit commit) {
        Job job = new Job(commit);
        if (closing || !waiting.offer(job)) {
            throw Problem.overloaded();
        }
        return job.await(PATIENCE);
    }

    private void run() {
        List<Job> group = new ArrayList<>(MAX_GROUP);
        while (true) {
            try {
                Job first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closing) {
                        return;
                    }
                    continue;
                }
                group.add(first);
                gather(group);
                group.removeIf(job -> !job.claim());
                delivery.deliver(group);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // Whatever it is, the only writer must go on: without it every later command would wait in vain.
                log.error("The appender met something unforeseen", e);
                group.forEach(job -> job.fail(new IllegalStateException("The appender failed", e)));
            } finally {
                group.clear();
            }
        }
    }

    /**
     * What comes before it is this process's turn goes with the group. While the store is not reachable nothing is sent,
     * and who stops waiting may be told that nothing was written.
     */
    private void gather(List<Job> group) {
        while (!group.isEmpty()) {
            boolean ready = writer.isReady();
            waiting.drainTo(group, MAX_GROUP - group.size());
            if (ready) {
                return;
            }
            group.removeIf(Job::isWithdrawn);
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
