package studio.greenroom.kernel.stream;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import studio.greenroom.kernel.event.Envelope;

/** Times how long after they occurred events got somewhere; old ones, as a rebuild meets them, are not timed. */
public final class Delay {

    private static final Duration OLD = Duration.ofMinutes(1);

    private final Timer timer;
    private final Clock clock;

    public Delay(Timer timer, Clock clock) {
        this.timer = timer;
        this.clock = clock;
    }

    /** These events are there now. */
    public void arrived(Collection<Envelope> events) {
        Instant now = clock.instant();
        for (Envelope event : events) {
            Duration delay = Duration.between(event.occurredAt(), now);
            if (delay.compareTo(OLD) < 0) {
                timer.record(delay);
            }
        }
    }
}
