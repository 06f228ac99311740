package studio.greenroom.command.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

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
    private static final long RECONNECT_PAUSE = Duration.ofMillis(50).toNanos();

    private final CommandDatabase database;
    private final EventLog eventLog;
    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "appender");
    private volatile LongConsumer listener = position -> {};
    private volatile boolean closing;
    private @Nullable Connection connection;

    public Appender(CommandDatabase database, EventLog eventLog) {
        this.database = database;
        this.eventLog = eventLog;
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
            throw new Problem(ProblemCode.OVERLOADED, "Send it again in a second.");
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
                waiting.drainTo(group, MAX_GROUP - 1);
                awaitConnection(group);
                group.removeIf(job -> !job.claim());
                write(group);
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

    /** While there is no connection nothing is sent, and who stops waiting may be told that nothing was written. */
    private void awaitConnection(List<Job> group) {
        while (!group.isEmpty()) {
            try {
                Connection unused = connection();
                return;
            } catch (SQLException e) {
                group.removeIf(Job::isWithdrawn);
                LockSupport.parkNanos(RECONNECT_PAUSE);
            }
        }
    }

    private void write(List<Job> group) {
        if (group.isEmpty()) {
            return;
        }
        if (group.size() == 1) {
            group.forEach(this::writeAlone);
            return;
        }
        try {
            long position = GroupInsert.write(
                    connection(), group.stream().map(Job::commit).toList());
            for (Job job : group) {
                position += job.commit().events().size();
                job.done(position);
            }
            listener.accept(position);
        } catch (SQLException e) {
            disconnectUnlessRefused(e);
            group.forEach(this::writeAlone);
        }
    }

    /**
     * Sends it until an answer is certain or nobody waits any more. Sending again is harmless: whichever attempt lands
     * first takes the command id, and the other is told so.
     */
    private void writeAlone(Job job) {
        while (true) {
            try {
                long position = GroupInsert.write(connection(), List.of(job.commit()))
                        + job.commit().events().size();
                job.done(position);
                listener.accept(position);
                return;
            } catch (SQLException e) {
                disconnectUnlessRefused(e);
                if (isUniqueViolation(e)) {
                    if (explain(job)) {
                        return;
                    }
                } else if (isRefused(e)) {
                    job.fail(new IllegalStateException("The event store refused a commit", e));
                    return;
                } else if (!job.retry()) {
                    return;
                }
            }
        }
    }

    /** By look-up, never by the error's text: our own earlier attempt, the same command before, or a lost race. */
    private boolean explain(Job job) {
        try {
            Commit commit = job.commit();
            var stored = eventLog.firstOf(commit.first().commandId());
            if (stored.isEmpty()) {
                job.fail(new ConcurrencyException("Revision " + commit.first().revision() + " of "
                        + commit.first().streamId() + " is taken"));
            } else if (stored.get().eventId().equals(commit.first().eventId())) {
                long position = stored.get().position() + commit.events().size() - 1;
                job.done(position);
                listener.accept(position);
            } else {
                job.fail(new CommandAlreadyDone(
                        eventLog.receipt(commit.first().commandId()).orElseThrow()));
            }
            return true;
        } catch (RuntimeException e) {
            return !job.retry();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = database.dedicated("greenroom-appender");
        }
        return connection;
    }

    /** After anything but a refusal by the server the connection's state is not known. */
    private void disconnectUnlessRefused(SQLException error) {
        if (!isRefused(error) && connection != null) {
            log.warn("The event store's connection is given up: {}", error.getMessage());
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // Nothing more can be done with a connection that does not even break off.
            }
            connection = null;
        }
    }

    private static boolean isUniqueViolation(SQLException error) {
        return "23505".equals(error.getSQLState());
    }

    /** Integrity and data errors: the server has decided, and nothing was written. */
    private static boolean isRefused(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("23") || state.startsWith("22") || state.startsWith("42"));
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
