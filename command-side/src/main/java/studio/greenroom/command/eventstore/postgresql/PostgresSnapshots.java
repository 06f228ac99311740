package studio.greenroom.command.eventstore.postgresql;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Snapshot;
import studio.greenroom.command.eventstore.SnapshotStore;

/** The table of snapshots. */
final class PostgresSnapshots implements SnapshotStore {

    private final JdbcClient sql;

    PostgresSnapshots(CommandDatabase database) {
        this.sql = database.client();
    }

    @Override
    public Optional<Snapshot> newest(String streamId) {
        return sql.sql("SELECT revision, form, owner, taken_at, state FROM snapshots WHERE stream_id = ?")
                .param(streamId)
                .query((row, n) -> new Snapshot(
                        streamId,
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBytes(5)))
                .optional();
    }

    @Override
    public void keep(Snapshot snapshot) {
        sql.sql("INSERT INTO snapshots (stream_id, revision, form, owner, taken_at, state) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision, form = excluded.form,"
                        + " owner = excluded.owner, taken_at = excluded.taken_at, state = excluded.state"
                        + " WHERE snapshots.revision < excluded.revision"
                        + " OR snapshots.revision = excluded.revision AND snapshots.form <> excluded.form")
                .params(
                        snapshot.streamId(),
                        snapshot.revision(),
                        snapshot.form(),
                        snapshot.owner(),
                        snapshot.takenAt().atOffset(ZoneOffset.UTC),
                        snapshot.state())
                .update();
    }
}
