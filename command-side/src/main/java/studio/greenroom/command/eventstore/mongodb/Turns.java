package studio.greenroom.command.eventstore.mongodb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bson.types.ObjectId;

/**
 * Lets processes that write to one store take turns. Who loses a race starts after the winner's next group and loses
 * again, for ever: so a process that has lost twice leaves a mark, and who sees a foreign one lets some of the slowest
 * round trips pass between two of its own inserts. As many for all: so a process that is near gets no more turns than
 * one that is far, and two that have not met in one round do not meet in the next either. Marks are not taken back: they
 * age, and who writes in company renews its own, or the first mark to age would let its heir starve anew. No promise
 * depends on it.
 */
final class Turns {

    private static final int LOSSES = 2;
    /** Who has lost is back in five, and can lose again during a sixth; two are for what varies. */
    private static final int ROUND_TRIPS = 8;

    private static final long AGE = Duration.ofSeconds(2).toNanos();
    private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();
    private static final long LOOK_EVERY = Duration.ofMillis(100).toNanos();
    /** However far the farthest is: who has a round trip of more than 25 ms gets less than its share. */
    private static final long LONGEST = Duration.ofMillis(200).toNanos();

    /** Nanoseconds, so that a test can have a time of its own. */
    interface Time {

        Time SYSTEM = new Time() {

            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long then) {
                LockSupport.parkNanos(then - now());
            }
        };

        long now();

        void sleepUntil(long then);
    }

    /** A mark as it was last read, and when it was first read like that: clocks of two machines are not compared. */
    private record Seen(Marks.Mark mark, long since) {}

    private final Marks marks;
    private final Time time;
    private final String me = new ObjectId().toHexString();
    private final Map<String, Seen> seen = new HashMap<>();
    /** Whether the last insert was written, and nothing was done since. */
    private boolean won;

    /** Nobody who is alone asks for anything before its insert: what is frozen would keep that from being sent. */
    private boolean alone = true;

    private int losses;
    /** Where the last insert began; -1 when it was written. */
    private long tried = -1;
    /** When the last insert was sent that was written. */
    private long turn;

    /** When the store's end was last asked for, and whether that was for the next insert. */
    private long asked;

    private boolean approaching;
    /** From then until the insert is sent: whoever writes meanwhile makes it fail. */
    private long approach;

    /** When the last insert was sent, and how long it takes until one is answered, written or not. */
    private long sent;

    private long answer;

    private long number;
    private long marked;
    private long looked;

    Turns(Marks marks, Time time) {
        this.marks = marks;
        this.time = time;
        this.marked = time.now() - AGE;
        this.looked = time.now() - LOOK_EVERY;
    }

    /**
     * Waits when it is others' turn.
     *
     * @return whether there are others, so that the store may no longer end where this process has last written
     */
    boolean await() {
        if (!won) {
            if (losses >= LOSSES) {
                mark();
            }
            return false;
        }
        won = false;
        long now = time.now();
        alone = seen.values().stream().noneMatch(one -> !one.mark().process().equals(me) && isYoung(one, now));
        if (alone) {
            return false;
        }
        look();
        mark();
        long slowest = seen.values().stream()
                .filter(one -> isYoung(one, now))
                .mapToLong(one -> one.mark().roundTrip())
                .max()
                .orElse(0);
        time.sleepUntil(turn + Math.min(LONGEST, ROUND_TRIPS * slowest) - approach);
        return true;
    }

    /** The store's end is asked for. */
    void asks() {
        asked = time.now();
        approaching = true;
    }

    /**
     * An insert is sent.
     *
     * @param head where it begins: further than the one before, of which nothing is known to be written, is a lost race
     */
    void sends(long head) {
        if (alone && tried < 0) {
            look();
        }
        long now = time.now();
        if (approaching) {
            approach = smoothed(approach, now - asked);
            approaching = false;
        }
        if (tried >= 0 && head > tried) {
            losses++;
        }
        tried = head;
        sent = now;
    }

    void answered() {
        answer = smoothed(answer, time.now() - sent);
    }

    /** What was sent is written, or some of it. */
    void wins() {
        won = true;
        tried = -1;
        losses = 0;
        turn = sent;
    }

    /** What is quick counts more than what is slow: the machine's pauses are not the distance. */
    private static long smoothed(long before, long now) {
        return before == 0 ? now : before + (now - before) / (now < before ? 2 : 8);
    }

    /** The mean of those of a race that was lost: the insert, three look-ups, the store's end and once more. */
    private long roundTrip() {
        return (answer + 5 * approach) / 6;
    }

    private void mark() {
        long now = time.now();
        if (now - marked > AGE / 2) {
            marked = now;
            marks.put(new Marks.Mark(me, ++number, roundTrip()));
        }
    }

    private static boolean isYoung(Seen one, long now) {
        return now - one.since() < AGE;
    }

    private void look() {
        long now = time.now();
        if (now - looked < LOOK_EVERY) {
            return;
        }
        looked = now;
        for (Marks.Mark mark : marks.all()) {
            Seen before = seen.get(mark.process());
            if (before == null || before.mark().number() != mark.number()) {
                seen.put(mark.process(), new Seen(mark, now));
            } else if (now - before.since() > FORGOTTEN) {
                marks.remove(mark);
                seen.remove(mark.process());
            }
        }
    }
}
