package studio.greenroom.command.eventstore;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** A commit on its way: what was never sent can be withdrawn, what was sent never. */
final class Job {

    private enum State {
        WAITING,
        SENT,
        WITHDRAWN
    }

    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final Commit commit;
    private final CompletableFuture<Long> position = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final long born = System.nanoTime();

    Job(Commit commit) {
        this.commit = commit;
    }

    Commit commit() {
        return commit;
    }

    /** Whether the appender may send it; from then on its outcome is the store's. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.SENT);
    }

    boolean isWithdrawn() {
        return state.get() == State.WITHDRAWN;
    }

    void done(long lastPosition) {
        position.complete(lastPosition);
    }

    void fail(RuntimeException error) {
        position.completeExceptionally(error);
    }

    /** Whether it has been tried for so long that nobody can be waiting; it has failed then. */
    boolean isGivenUp() {
        boolean givenUp = System.nanoTime() - born > GIVE_UP.toNanos();
        if (givenUp) {
            fail(unknown());
        }
        return givenUp;
    }

    /** Waits without heeding interrupts: an interrupt must not turn a commit that lands into one that did not. */
    long await(Duration patience) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    return position.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    throw state.compareAndSet(State.WAITING, State.WITHDRAWN)
                            ? new Problem(
                                    ProblemCode.UNAVAILABLE,
                                    "The event store does not answer; nothing was changed. Send it again.")
                            : unknown();
                } catch (ExecutionException e) {
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Problem unknown() {
        return new Problem(
                ProblemCode.OUTCOME_UNKNOWN,
                "The event store did not answer in time. Send it again with the same Idempotency-Key.");
    }
}
