package studio.greenroom.standalone.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to happen, by instant; what falls on the same instant has its order from the seed. Nobody waits: time jumps. */
final class VirtualTime extends Clock {

    private record Action(Instant at, long tie, Runnable body) {}

    private record Note(Instant at, Object[] what) {}

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final int REMEMBERED = 60;
    private static final int MOST = 2_000_000;

    private final PriorityQueue<Action> actions =
            new PriorityQueue<>(Comparator.comparing(Action::at).thenComparing(Action::tie));
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Dice dice;
    private Instant now = START;

    VirtualTime(Dice dice) {
        this.dice = dice;
    }

    void at(Instant instant, Runnable body) {
        actions.add(new Action(instant.isBefore(now) ? now : instant, dice.tie(), body));
    }

    void in(Duration delay, Runnable body) {
        at(now.plus(delay), body);
    }

    /** Until nothing is left to happen. */
    void run() {
        for (int done = 0; !actions.isEmpty(); done++) {
            if (done == MOST) {
                throw new IllegalStateException("It does not come to rest");
            }
            Action next = actions.remove();
            now = next.at();
            next.body().run();
        }
    }

    /** What happens, for whoever has to find out why: put into words only when somebody asks. */
    void note(Object... what) {
        if (notes.size() == REMEMBERED) {
            notes.remove();
        }
        notes.add(new Note(now, what));
    }

    /** The last that happened. */
    String notes() {
        return notes.stream()
                .map(note -> Duration.between(START, note.at()).toString().substring(2) + "  "
                        + Stream.of(note.what()).map(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
