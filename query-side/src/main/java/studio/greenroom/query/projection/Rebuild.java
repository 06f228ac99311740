package studio.greenroom.query.projection;

import com.fasterxml.jackson.annotation.JsonValue;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A projection that is built anew beside the one that people read.
 *
 * @param id               of the rebuild, which is also its build
 * @param events           that it has taken
 * @param total            events in the log when it was last looked
 * @param percent          of them that it has, from 0 to 100; all of them only when it is done
 * @param eventsPerSecond  since it was started or resumed; null when it does not run
 * @param remainingSeconds until it has them all at this rate; null when it does not run or has no rate yet
 * @param stoppedAt        when it was done, failed, was paused or cancelled; null while it runs
 * @param failure          the event that stopped it
 */
public record Rebuild(
        String id,
        String projection,
        int version,
        State state,
        long events,
        long total,
        double percent,
        @Nullable Long eventsPerSecond,
        @Nullable Long remainingSeconds,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Failure failure) {

    static final String COLUMNS = "id, name, version, state, events, total, started_at, resumed_at, resumed_events,"
            + " stopped_at, failed_event, failed_position, failed_type, failed_reason";

    /** How it stands: the first two run, the next two wait for somebody, the last two are over. */
    public enum State {
        LOADING,
        CATCHING_UP,
        PAUSED,
        FAILED,
        CANCELLED,
        DONE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        public boolean runs() {
            return this == LOADING || this == CATCHING_UP;
        }

        public boolean over() {
            return this == CANCELLED || this == DONE;
        }
    }

    /** The event that could not be taken, and why: never what is in it. */
    public record Failure(String eventId, long position, String type, String reason) {}

    /** Its tables' version. */
    public ProjectionVersion build() {
        return new ProjectionVersion(projection, version, Long.parseLong(id));
    }

    static Rebuild of(Readable row, Instant now) {
        State state = State.of(row.get("state", String.class));
        long events = number(row, "events");
        long total = Math.max(events, number(row, "total"));
        double seconds =
                Duration.between(row.get("resumed_at", Instant.class), now).toMillis() / 1_000.0;
        long sinceResumed = events - number(row, "resumed_events");
        Double rate = state.runs() && seconds > 0 ? sinceResumed / seconds : null;
        String failed = row.get("failed_event", String.class);
        return new Rebuild(
                Long.toString(number(row, "id")),
                row.get("name", String.class),
                row.get("version", Integer.class),
                state,
                events,
                total,
                percent(state, events, total),
                rate == null ? null : Math.round(rate),
                rate == null || rate <= 0 ? null : (long) Math.ceil((total - events) / rate),
                row.get("started_at", Instant.class),
                row.get("stopped_at", Instant.class),
                failed == null
                        ? null
                        : new Failure(
                                failed,
                                number(row, "failed_position"),
                                row.get("failed_type", String.class),
                                row.get("failed_reason", String.class)));
    }

    private static double percent(State state, long events, long total) {
        if (state == State.DONE) {
            return 100;
        }
        return total == 0 ? 0 : Math.min(99.9, Math.floor(events * 1_000.0 / total) / 10);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
