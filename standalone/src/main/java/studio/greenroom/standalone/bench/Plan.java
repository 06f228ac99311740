package studio.greenroom.standalone.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much.
 *
 * @param quick   to see that everything works, not to believe the figures
 * @param warmUp  of everything, before the first measure; at least, and without more when it is to be quick
 * @param time    of a measure
 * @param owners  people that commands are spread over
 * @param readers of one owner's stream
 */
record Plan(boolean quick, Duration warmUp, Duration time, int owners, int readers) {

    private static final int READERS = 1_000;

    static Plan of(boolean quick, @Nullable Integer warmUpSeconds, int owners) {
        int warmUp = warmUpSeconds != null ? warmUpSeconds : quick ? 3 : 20;
        return new Plan(
                quick,
                Duration.ofSeconds(warmUp),
                quick ? Duration.ofMillis(1_500) : Duration.ofSeconds(10),
                owners,
                READERS);
    }

    /** The warm-up of one measure's own. */
    Duration before() {
        return time.dividedBy(4);
    }

    /** So many of something; fewer when it is to be quick. */
    int number(int usual) {
        return quick ? usual / 20 : usual;
    }
}
