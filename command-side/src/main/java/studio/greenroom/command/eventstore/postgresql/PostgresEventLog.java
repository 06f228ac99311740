package studio.greenroom.command.eventstore.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;

/** The table of events, read. */
public final class PostgresEventLog implements EventLog {

    private static final String COLUMNS = "SELECT position, event_id, stream_id, stream_type, revision, type,"
            + " type_revision, occurred_at, owner, actor, command_id, ordinal, correlation_id, causation_id,"
            + " operation_id, payload, personal, key_id FROM events ";

    private final JdbcClient sql;

    public PostgresEventLog(CommandDatabase database) {
        this.sql = database.client();
    }

    @Override
    public List<Envelope> stream(String streamId, long afterRevision, int limit) {
        return sql.sql(COLUMNS + "WHERE stream_id = ? AND revision > ? ORDER BY revision LIMIT ?")
                .params(streamId, afterRevision, limit)
                .query(PostgresEventLog::envelope)
                .list();
    }

    @Override
    public List<Envelope> tail(long afterPosition, int limit) {
        return sql.sql(COLUMNS + "WHERE position > ? ORDER BY position LIMIT ?")
                .params(afterPosition, limit)
                .query(PostgresEventLog::envelope)
                .list();
    }

    @Override
    public Optional<Envelope> at(String streamId, long revision) {
        return sql.sql(COLUMNS + "WHERE stream_id = ? AND revision = ?")
                .params(streamId, revision)
                .query(PostgresEventLog::envelope)
                .optional();
    }

    @Override
    public Optional<Envelope> firstOf(String commandId) {
        return sql.sql(COLUMNS + "WHERE command_id = ? AND ordinal = 0")
                .param(commandId)
                .query(PostgresEventLog::envelope)
                .optional();
    }

    @Override
    public Optional<Receipt> receipt(String commandId) {
        return sql.sql("SELECT stream_id, revision, position FROM events WHERE command_id = ?"
                        + " ORDER BY ordinal DESC LIMIT 1")
                .param(commandId)
                .query((row, n) -> new Receipt(row.getString(1), row.getLong(2), row.getLong(3)))
                .optional();
    }

    @Override
    public Optional<Receipt> end(String streamId) {
        return sql.sql("SELECT revision, position FROM events WHERE stream_id = ? ORDER BY revision DESC LIMIT 1")
                .param(streamId)
                .query((row, n) -> new Receipt(streamId, row.getLong(1), row.getLong(2)))
                .optional();
    }

    @Override
    public long head() {
        return sql.sql("SELECT position FROM store_head").query(Long.class).single();
    }

    private static Envelope envelope(ResultSet row, int n) throws SQLException {
        return new Envelope(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getInt(7),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getInt(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getBytes(16),
                row.getBytes(17),
                row.getString(18));
    }
}
