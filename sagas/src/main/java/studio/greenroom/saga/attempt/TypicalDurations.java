package studio.greenroom.saga.attempt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.saga.database.SagaDatabase;

/** How long calls take: the median of the newest successful ones, looked up twice a minute at most. */
public final class TypicalDurations {

    private static final Logger log = LoggerFactory.getLogger(TypicalDurations.class);
    private static final int NEWEST = 20;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private record Calls(String provider, String model, String kind) {}

    private record Known(@Nullable Long millis, long readAt) {}

    private final Map<Calls, Known> known = new ConcurrentHashMap<>();
    private final JdbcTemplate jdbc;

    public TypicalDurations(SagaDatabase.Session database) {
        this.jdbc = database.jdbc();
    }

    /** In milliseconds; null when no such call has succeeded yet. */
    @Nullable
    Long millis(String provider, String model, String kind) {
        Calls calls = new Calls(provider, model, kind);
        Known last = known.get(calls);
        if (last != null && System.nanoTime() - last.readAt < FRESH_NANOS) {
            return last.millis;
        }
        Long millis;
        try {
            millis = read(calls);
        } catch (RuntimeException e) {
            log.debug("The last durations are not known: {}", e.toString());
            millis = last == null ? null : last.millis;
        }
        known.put(calls, new Known(millis, System.nanoTime()));
        return millis;
    }

    private @Nullable Long read(Calls calls) {
        return jdbc.queryForObject("""
                SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY took_millis))::bigint FROM (
                    SELECT took_millis FROM attempt
                    WHERE provider = ? AND model = ? AND kind = ? AND took_millis IS NOT NULL
                    ORDER BY answered_at DESC LIMIT ?) newest
                """, Long.class, calls.provider, calls.model, calls.kind, NEWEST);
    }
}
