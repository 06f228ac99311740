package studio.greenroom.standalone.copy;

import java.time.Duration;
import java.util.Locale;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Text;

/** How far something is that goes from one position to another, how quickly, and how long it will take. */
final class Advance {

    private static final long EVERY = Duration.ofMillis(500).toNanos();

    private final Row row;
    private final String state;
    private final long begin;
    private final long end;
    private final long began = System.nanoTime();
    private long told = began;

    Advance(Row row, String state, long begin, long end) {
        this.row = row;
        this.state = state;
        this.begin = begin;
        this.end = end;
    }

    void at(long position) {
        long now = System.nanoTime();
        if (now - told < EVERY) {
            return;
        }
        told = now;
        double perSecond = (position - begin) * 1e9 / Math.max(1, now - began);
        Duration left = Duration.ofMillis((long) (Math.max(0, end - position) * 1_000 / Math.max(1, perSecond)));
        row.working(
                state,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d, %,.0f/s, %s left",
                        position,
                        Math.max(end, position),
                        perSecond,
                        Text.seconds(left)));
    }
}
