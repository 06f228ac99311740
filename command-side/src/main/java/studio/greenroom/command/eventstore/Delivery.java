package studio.greenroom.command.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.kernel.event.Envelope;

/**
 * Sends commits until what became of each is certain or nobody waits any more. Sending again is harmless: whichever
 * attempt lands first takes the command id, and the other is told so.
 */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final GroupWriter writer;
    private final EventLog eventLog;
    private final LongConsumer listener;

    /** @param listener told the position of the last event after every group */
    Delivery(GroupWriter writer, EventLog eventLog, LongConsumer listener) {
        this.writer = writer;
        this.eventLog = eventLog;
        this.listener = listener;
    }

    void deliver(List<Job> group) {
        List<Job> left = new ArrayList<>(group);
        List<Job> doubtful = List.of();
        while (!left.isEmpty()) {
            if (!writer.isReady()) {
                left.removeIf(Job::isGivenUp);
                LockSupport.parkNanos(PAUSE);
                continue;
            }
            List<Job> settled = new ArrayList<>(explained(doubtful));
            doubtful = List.of();
            left.removeAll(Set.copyOf(settled));
            if (left.isEmpty()) {
                return;
            }
            List<Job> sent = oneOfEachStream(left);
            try {
                GroupWriter.Written written =
                        writer.write(sent.stream().map(Job::commit).toList());
                settled.addAll(sent.subList(0, written.commits()));
                done(sent.subList(0, written.commits()), written.before());
                overtaken(left, sent.subList(0, written.commits()));
                if (written.refusal() != null) {
                    settled.addAll(refused(sent.get(written.commits()), written.refusal()));
                }
            } catch (GroupWriter.OutcomeUnknown e) {
                doubtful = sent;
            }
            left.removeAll(Set.copyOf(settled));
        }
    }

    /** Of several for one stream only the first can land: the others would spoil the group. */
    private static List<Job> oneOfEachStream(List<Job> jobs) {
        Map<String, Job> first = new LinkedHashMap<>();
        jobs.forEach(job -> first.putIfAbsent(job.commit().first().streamId(), job));
        return List.copyOf(first.values());
    }

    /** Whose revision has just been taken by a neighbour need not be sent to be told so. */
    private static void overtaken(List<Job> left, List<Job> landed) {
        Map<String, Commit> ends = new HashMap<>();
        landed.forEach(job -> ends.put(job.commit().first().streamId(), job.commit()));
        left.removeIf(job -> {
            Envelope first = job.commit().first();
            Commit winner = ends.get(first.streamId());
            boolean lost = winner != null
                    && first.revision() <= winner.last().revision()
                    && !first.commandId().equals(winner.first().commandId());
            if (lost) {
                job.fail(taken(first));
            }
            return lost;
        });
    }

    private void done(List<Job> jobs, long before) {
        long position = before;
        for (Job job : jobs) {
            position += job.commit().events().size();
            job.done(position);
        }
        if (!jobs.isEmpty()) {
            listener.accept(position);
        }
    }

    private List<Job> refused(Job job, GroupWriter.Refusal refusal) {
        try {
            if (isExplained(job)) {
                return List.of(job);
            }
        } catch (RuntimeException e) {
            return unasked(List.of(job), e);
        }
        if (refusal.moved()) {
            return job.isGivenUp() ? List.of(job) : List.of();
        }
        job.fail(
                refusal.taken()
                        ? taken(job.commit().first())
                        : new IllegalStateException("The event store refused a commit", refusal.cause()));
        return List.of(job);
    }

    /**
     * A group lands in its order, so that who comes after one that is not there need not be asked for. Where an earlier
     * attempt has left it nevertheless, it is told so when it is sent again.
     *
     * @return those that need not be sent again; after a pause when the store can not even be asked
     */
    private List<Job> explained(List<Job> jobs) {
        List<Job> settled = new ArrayList<>();
        try {
            jobs.stream().takeWhile(this::isExplained).forEach(settled::add);
            jobs.stream().filter(Job::isGivenUp).forEach(settled::add);
        } catch (RuntimeException e) {
            settled.addAll(unasked(jobs, e));
        }
        return settled;
    }

    /** @return those that nobody waits for any more */
    private static List<Job> unasked(List<Job> jobs, RuntimeException e) {
        log.debug("The event store can not be asked what became of a group: {}", e.toString());
        LockSupport.parkNanos(PAUSE);
        return jobs.stream().filter(Job::isGivenUp).toList();
    }

    /**
     * By look-up, never by the error's text: our own earlier attempt, the same command before, or another commit at this
     * revision. When it is none of these another process has taken the position, or what took it is not yet safe.
     */
    private boolean isExplained(Job job) {
        Commit commit = job.commit();
        Envelope first = commit.first();
        Optional<Envelope> stored = eventLog.firstOf(first.commandId());
        if (stored.isEmpty()) {
            Optional<Envelope> there = eventLog.at(first.streamId(), first.revision());
            // Two looks at a replica set need not be of one time: ours may be there only in the second.
            if (there.isEmpty() || there.get().commandId().equals(first.commandId())) {
                return false;
            }
            job.fail(taken(first));
        } else if (stored.get().eventId().equals(first.eventId())) {
            done(List.of(job), stored.get().position() - 1);
        } else {
            job.fail(new CommandAlreadyDone(eventLog.receipt(first.commandId()).orElseThrow()));
        }
        return true;
    }

    private static ConcurrencyException taken(Envelope first) {
        return new ConcurrencyException("Revision " + first.revision() + " of " + first.streamId() + " is taken");
    }
}
