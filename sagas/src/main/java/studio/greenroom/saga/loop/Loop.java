package studio.greenroom.saga.loop;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that goes round and round: does a round, then sleeps until its bell rings or the round's wait is over. */
public final class Loop {

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Bell bell;
    private final Supplier<Duration> round;
    private volatile @Nullable Thread thread;

    /** @param round answers how long to sleep after it at most */
    public Loop(String name, Bell bell, Supplier<Duration> round) {
        this.name = name;
        this.bell = bell;
        this.round = round;
    }

    public synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::run, name);
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** Lets the running round end, and waits for that for so long at most. */
    public synchronized void stop(Duration patience) {
        Thread stopping = thread;
        thread = null;
        bell.ring();
        if (stopping != null) {
            try {
                stopping.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                bell.await(oneRound());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration oneRound() {
        try {
            return round.get();
        } catch (Throwable e) {
            // Also an Error: nobody would start this thread again.
            log.warn("{} goes on after: {}", name, e.toString());
            return AFTER_TROUBLE;
        }
    }
}
