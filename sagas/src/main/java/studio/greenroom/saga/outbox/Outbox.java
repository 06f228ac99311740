package studio.greenroom.saga.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.database.SagaDatabase;

/** Commands that wait to be sent. Writing takes part in the caller's transaction. */
public final class Outbox {

    private static final String INSERT = """
            INSERT INTO outbox (command_id, stream_id, command_type, command, cause, reports_variant, reports)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (command_id) DO NOTHING
            """;
    private static final int ERROR_LENGTH = 1_000;

    private final JdbcTemplate jdbc;

    public Outbox(SagaDatabase.Session database) {
        this.jdbc = database.jdbc();
    }

    public void add(List<Outgoing> commands) {
        if (!commands.isEmpty()) {
            jdbc.batchUpdate(
                    INSERT, commands.stream().map(c -> row(c, null, null)).toList());
        }
    }

    /** Adds the report of an attempt; when it is settled the attempt's row says so, in the same transaction. */
    public void addReport(Outgoing command, int variant, int attempt) {
        jdbc.update(INSERT, row(command, variant, attempt));
    }

    private static @Nullable Object[] row(Outgoing c, @Nullable Integer variant, @Nullable Integer attempt) {
        return new @Nullable Object[] {
            c.cause().commandId(),
            c.command().streamId(),
            CommandCodec.name(c.command()),
            Json.write(c.command()),
            Json.write(c.cause()),
            variant,
            attempt
        };
    }

    /** Takes what is due, oldest first; nobody else gets it before the lease is over. */
    List<OutboxRow> claim(int most, Duration lease) {
        return jdbc.query(
                """
                UPDATE outbox SET due_at = now() + ? * interval '1 ms', tries = tries + 1
                WHERE id IN (SELECT id FROM outbox WHERE refused IS NULL AND due_at <= now()
                             ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING id, tries, command_type, command, cause
                """,
                (row, n) -> new OutboxRow(
                        row.getLong(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                lease.toMillis(),
                most);
    }

    /** These were acknowledged, or had been before. */
    void settled(Collection<Long> ids) {
        jdbc.update("""
                WITH gone AS (DELETE FROM outbox WHERE id = ANY (?) RETURNING stream_id, reports_variant, reports)
                UPDATE attempt a SET state = 'reported'
                FROM gone WHERE a.generation_id = gone.stream_id AND a.variant = gone.reports_variant
                    AND a.attempt = gone.reports AND a.state = 'answered'
                """, new SqlArrayValue("bigint", ids.toArray()));
    }

    void refused(long id, String code, String detail) {
        jdbc.update("UPDATE outbox SET refused = ?, error = ? WHERE id = ?", code, shortened(detail), id);
    }

    void again(long id, Duration wait, String error) {
        jdbc.update(
                "UPDATE outbox SET due_at = now() + ? * interval '1 ms', error = ? WHERE id = ?",
                wait.toMillis(),
                shortened(error),
                id);
    }

    /** Sends a refused command once more; false when there is none. */
    public boolean retryRefused(long id) {
        return jdbc.update("UPDATE outbox SET refused = NULL, due_at = now() WHERE id = ? AND refused IS NOT NULL", id)
                == 1;
    }

    private static String shortened(String text) {
        String plain = text.replace('\0', ' ');
        return plain.length() <= ERROR_LENGTH ? plain : plain.substring(0, ERROR_LENGTH);
    }
}
