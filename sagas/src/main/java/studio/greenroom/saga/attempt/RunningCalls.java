package studio.greenroom.saga.attempt;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.saga.attempt.Attempts.Leased;

/** The calls that this process is making: keeps their leases, and stops those that nobody waits for. */
final class RunningCalls {

    private static final Logger log = LoggerFactory.getLogger(RunningCalls.class);

    /**
     * One call. It is stopped only between {@link #begin()} and {@link #end()}; one that was stopped before is not made.
     */
    static final class Running {

        private final Leased attempt;
        private final Consumer<Thread> stopping;
        private final long claimedAt = System.nanoTime();
        private @Nullable Thread caller;
        private boolean stopped;

        /** @param stopping stops the call that this thread is making, if it can be stopped */
        Running(Leased attempt, Consumer<Thread> stopping) {
            this.attempt = attempt;
            this.stopping = stopping;
        }

        Leased attempt() {
            return attempt;
        }

        /** Whether the lease surely lasts: a process that was frozen since the claim must not call any more. */
        boolean isFresh(Duration lease) {
            return System.nanoTime() - claimedAt < lease.toNanos();
        }

        /** False when nobody waits for it any more. */
        synchronized boolean begin() {
            caller = Thread.currentThread();
            return !stopped;
        }

        /** Takes back an interruption that came too late. */
        synchronized void end() {
            caller = null;
            Thread.interrupted();
        }

        private synchronized void stop() {
            stopped = true;
            if (caller != null) {
                stopping.accept(caller);
            }
        }
    }

    private final Map<String, Running> byToken = new ConcurrentHashMap<>();
    private final Attempts attempts;
    private final Duration lease;

    RunningCalls(Attempts attempts, Duration lease) {
        this.attempts = attempts;
        this.lease = lease;
    }

    void add(Running call) {
        byToken.put(call.attempt.token(), call);
    }

    void remove(Running call) {
        byToken.remove(call.attempt.token());
    }

    Set<String> tokens() {
        return Set.copyOf(byToken.keySet());
    }

    int size() {
        return byToken.size();
    }

    void renew() {
        Set<String> mine = tokens();
        if (mine.isEmpty()) {
            return;
        }
        Map<String, Boolean> held = attempts.renew(mine, lease);
        for (String token : mine) {
            Boolean ended = held.get(token);
            Running call = byToken.get(token);
            if (call != null && !Boolean.FALSE.equals(ended)) {
                log.debug("Nobody waits for {}", call.attempt.order().inWords());
                call.stop();
            }
        }
    }

    /** These generations have ended. */
    void ended(Set<String> generations) {
        byToken.values().stream()
                .filter(c -> generations.contains(c.attempt.order().generationId()))
                .forEach(Running::stop);
    }
}
