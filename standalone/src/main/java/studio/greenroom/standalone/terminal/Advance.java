package studio.greenroom.standalone.terminal;

import java.time.Duration;
import java.util.Locale;

/** How far something is that goes from one position to another, how quickly, and how long it will take. */
public final class Advance {

    private static final long EVERY = Duration.ofMillis(500).toNanos();

    private final Row row;
    private final String state;
    private final long begin;
    private final long end;
    private final long began = System.nanoTime();
    private long told = began;

    public Advance(Row row, String state, long begin, long end) {
        this.row = row;
        this.state = state;
        this.begin = begin;
        this.end = end;
    }

    public void at(long position) {
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
