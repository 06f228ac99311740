package studio.greenroom.command.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import studio.greenroom.kernel.event.Envelope;

/**
 * Copies a store into another, every envelope as it is and at the position that it has, so that whoever remembers
 * positions goes on as if nothing had happened. What is there already is not copied again, so a copy that was interrupted
 * goes on, and one that is repeated while the system runs catches up.
 */
public final class StoreCopy {

    private static final int BATCH = 1_000;
    private static final int GROUP = 256;
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    private final EventStorage source;
    private final EventStorage target;

    public StoreCopy(EventStorage source, EventStorage target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Copies until nothing is left.
     *
     * @param progress told the position up to which all is copied
     * @return that position
     * @throws IllegalStateException with a line that says what to do, when the target is another store's or is written to
     */
    public long run(LongConsumer progress) {
        long at = target.log().head();
        requireCopyOf(at);
        if (at == 0) {
            target.become(source.identity());
        }
        for (List<Commit> commits = after(at); !commits.isEmpty(); commits = after(at)) {
            requireEnd(at);
            for (int from = 0; from < commits.size(); ) {
                int written = write(commits.subList(from, Math.min(commits.size(), from + GROUP)), at);
                for (Commit commit : commits.subList(from, from + written)) {
                    at += commit.events().size();
                }
                from += written;
                progress.accept(at);
            }
        }
        return at;
    }

    /** The first and the last event tell whose copy it is; the comparison at the end tells the rest. */
    private void requireCopyOf(long head) {
        for (long position : head == 0 ? new long[0] : new long[] {1, head}) {
            Optional<String> theirs = target.log().at(position).map(Envelope::eventId);
            Optional<String> ours = source.log().at(position).map(Envelope::eventId);
            if (theirs.isEmpty() || !theirs.equals(ours)) {
                throw new IllegalStateException("The target holds other events: its event " + position
                        + " is not the source's. Name an empty database, or the one of an earlier copy.");
            }
        }
    }

    /** Whole commits: the last one of a full page may go on in the next, and is read again with it. */
    private List<Commit> after(long position) {
        List<Envelope> events = source.log().tail(position, BATCH);
        Map<String, List<Envelope>> byCommand = new LinkedHashMap<>();
        events.forEach(event -> byCommand
                .computeIfAbsent(event.commandId(), command -> new ArrayList<>())
                .add(event));
        List<Commit> commits = new ArrayList<>();
        byCommand.values().forEach(commit -> commits.add(new Commit(commit, null)));
        if (events.size() == BATCH) {
            commits.remove(commits.size() - 1);
        }
        return commits;
    }

    private void requireEnd(long at) {
        if (headSoon(at) != at) {
            throw written();
        }
    }

    private static IllegalStateException written() {
        return new IllegalStateException("Somebody else writes to the target. Let nothing run on it until the copy is"
                + " done, and begin again with an empty database.");
    }

    /** @return how many of them are written */
    private int write(List<Commit> commits, long at) {
        while (true) {
            try {
                GroupWriter.Written written = target.writer().write(commits);
                if (written.refusal() != null && written.commits() == 0) {
                    long head = headSoon(at);
                    if (head > at && isOurs(commits, head)) {
                        // An earlier attempt of ours, whose answer was lost.
                        return landed(commits, head - at);
                    }
                    throw new IllegalStateException("The target refuses the commit after position " + at + ": "
                            + written.refusal().cause().getMessage());
                } else if (written.commits() > 0 && written.before() != at) {
                    throw written();
                }
                return written.commits();
            } catch (GroupWriter.OutcomeUnknown e) {
                long head = headSoon(at);
                if (head > at && !isOurs(commits, head)) {
                    throw written();
                } else if (head > at) {
                    return landed(commits, head - at);
                }
            }
        }
    }

    /** Where the target ends, as soon as it tells. */
    private long headSoon(long at) {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                return target.log().head();
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                } else if (System.nanoTime() > end) {
                    throw new IllegalStateException("The target has not answered for a minute. Start the copy again"
                            + " when it does: it goes on after position " + at + ".");
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** Whether the target ends with one of these. */
    private boolean isOurs(List<Commit> commits, long head) {
        String last = target.log().at(head).map(Envelope::eventId).orElse("");
        return commits.stream().anyMatch(commit -> commit.last().eventId().equals(last));
    }

    private static int landed(List<Commit> commits, long events) {
        int count = 0;
        for (long left = events; left > 0; left -= commits.get(count++).events().size()) {
            continue;
        }
        return count;
    }
}
