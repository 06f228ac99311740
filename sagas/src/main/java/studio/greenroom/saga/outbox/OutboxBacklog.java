package studio.greenroom.saga.outbox;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.saga.database.SagaDatabase;

/** How much the outbox holds that is not refused. */
public final class OutboxBacklog {

    /** @param age of the oldest command; zero when there is none */
    public record Now(long size, Duration age) {}

    private final JdbcTemplate jdbc;

    public OutboxBacklog(SagaDatabase.Session database) {
        this.jdbc = database.jdbc();
    }

    public Now now() {
        return jdbc.queryForObject("""
                SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)) * 1000, 0)::bigint
                FROM outbox WHERE refused IS NULL
                """, (row, n) -> new Now(row.getLong(1), Duration.ofMillis(row.getLong(2))));
    }
}
