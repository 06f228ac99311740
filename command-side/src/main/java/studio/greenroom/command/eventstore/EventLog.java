package studio.greenroom.command.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;

/** Reading the event store. Calls block. */
@Component
public class EventLog {

    private static final String COLUMNS = "SELECT position, event_id, stream_id, stream_type, revision, type,"
            + " type_revision, occurred_at, owner, actor, command_id, ordinal, correlation_id, causation_id,"
            + " operation_id, payload, personal, key_id FROM events ";

    private final JdbcClient sql;

    public EventLog(CommandDatabase database) {
        this.sql = database.client();
    }

    /** A stream's events after a revision, at most {@code limit}. */
    public List<Envelope> stream(String streamId, long afterRevision, int limit) {
        return sql.sql(COLUMNS + "WHERE stream_id = ? AND revision > ? ORDER BY revision LIMIT ?")
                .params(streamId, afterRevision, limit)
                .query(EventLog::envelope)
                .list();
    }

    /** The store's events after a position in its order, at most {@code limit}: nothing can appear before them later. */
    public List<Envelope> tail(long afterPosition, int limit) {
        return sql.sql(COLUMNS + "WHERE position > ? ORDER BY position LIMIT ?")
                .params(afterPosition, limit)
                .query(EventLog::envelope)
                .list();
    }

    public Optional<Envelope> at(String streamId, long revision) {
        return sql.sql(COLUMNS + "WHERE stream_id = ? AND revision = ?")
                .params(streamId, revision)
                .query(EventLog::envelope)
                .optional();
    }

    /** The first event of a command. */
    public Optional<Envelope> firstOf(String commandId) {
        return sql.sql(COLUMNS + "WHERE command_id = ? AND ordinal = 0")
                .param(commandId)
                .query(EventLog::envelope)
                .optional();
    }

    /** What a command left behind, if it is committed. */
    public Optional<Receipt> receipt(String commandId) {
        return sql.sql("SELECT stream_id, revision, position FROM events WHERE command_id = ?"
                        + " ORDER BY ordinal DESC LIMIT 1")
                .param(commandId)
                .query((row, n) -> new Receipt(row.getString(1), row.getLong(2), row.getLong(3)))
                .optional();
    }

    /** Where a stream ends; empty when there is no such stream. */
    public Optional<Receipt> end(String streamId) {
        return sql.sql("SELECT revision, position FROM events WHERE stream_id = ? ORDER BY revision DESC LIMIT 1")
                .param(streamId)
                .query((row, n) -> new Receipt(streamId, row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** The position of the last event; 0 when there is none. */
    public long head() {
        return sql.sql("SELECT position FROM store_head").query(Long.class).single();
    }

    public Optional<StoredAnswer> answer(String owner, String key) {
        return sql.sql("SELECT * FROM idempotency WHERE owner = ? AND key = ?")
                .params(owner, key)
                .query((row, n) -> new StoredAnswer(
                        owner,
                        key,
                        row.getString("fingerprint"),
                        row.getString("command_id"),
                        row.getInt("status"),
                        row.getString("stream_id"),
                        row.getLong("revision"),
                        row.getLong("position")))
                .optional();
    }

    /** Keeps the answer of a command that changed nothing; the first one stays. */
    public void keep(StoredAnswer answer) {
        sql.sql("INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?, ?, now()) ON CONFLICT DO NOTHING")
                .params(
                        answer.owner(),
                        answer.key(),
                        answer.fingerprint(),
                        answer.commandId(),
                        answer.status(),
                        answer.streamId(),
                        answer.revision(),
                        answer.position())
                .update();
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
