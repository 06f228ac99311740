package studio.greenroom.command.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import studio.greenroom.kernel.event.Envelope;

/**
 * Copies a store into another, every envelope as it is and at the position that it has, so that whoever remembers
 * positions goes on as if nothing had happened. What is there already is not copied again, so a copy that was interrupted
 * goes on, and one that is repeated while the system runs catches up.
 */
public final class StoreCopy {

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
        for (long before = -1; at > before; ) {
            before = at;
            at = copy(at, progress);
        }
        return at;
    }

    /** All that the source has now; what is written meanwhile is left for the next time. */
    private long copy(long from, LongConsumer progress) {
        requireEnd(from);
        long at = from;
        List<Commit> group = new ArrayList<>();
        List<Envelope> commit = new ArrayList<>();
        try (Stream<Envelope> events = source.log().all(from)) {
            for (Iterator<Envelope> left = events.iterator(); left.hasNext(); ) {
                Envelope event = left.next();
                if (event.ordinal() == 0 && !commit.isEmpty()) {
                    group.add(new Commit(List.copyOf(commit), null));
                    commit.clear();
                }
                if (group.size() == GROUP) {
                    at = writeAll(group, at, progress);
                    group.clear();
                }
                commit.add(event);
            }
        }
        if (!commit.isEmpty()) {
            group.add(new Commit(commit, null));
        }
        return writeAll(group, at, progress);
    }

    private long writeAll(List<Commit> commits, long from, LongConsumer progress) {
        long at = from;
        for (int done = 0; done < commits.size(); ) {
            int written = write(commits.subList(done, commits.size()), at);
            for (Commit commit : commits.subList(done, done + written)) {
                at += commit.events().size();
            }
            done += written;
            progress.accept(at);
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
