package studio.greenroom.command.eventstore;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each Idempotency-Key was answered with. Calls block. */
@Component
public class StoredAnswers {

    private final JdbcClient sql;

    public StoredAnswers(CommandDatabase database) {
        this.sql = database.client();
    }

    public Optional<StoredAnswer> find(String owner, String key) {
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
}
