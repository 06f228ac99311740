package studio.greenroom.command.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import studio.greenroom.kernel.event.Envelope;

/**
 * Writes a group of commits in one autocommit statement: the head's row lock, every event and every stored answer.
 * No lock ever waits for a client, so a process that freezes stops nobody.
 */
final class GroupInsert {

    private static final String SQL = """
            WITH head AS (
                UPDATE store_head SET position = position + ? RETURNING position - ? AS base
            ), ev AS (
                INSERT INTO events (position, event_id, stream_id, stream_type, revision, type, type_revision,
                    occurred_at, owner, actor, command_id, ordinal, correlation_id, causation_id, operation_id,
                    payload, personal, key_id)
                SELECT head.base + t.n, t.event_id, t.stream_id, t.stream_type, t.revision, t.type, t.type_revision,
                    timestamptz 'epoch' + t.micros * interval '1 microsecond', t.owner, t.actor, t.command_id,
                    t.ordinal, t.correlation_id, t.causation_id, t.operation_id, t.payload, t.personal, t.key_id
                FROM head, unnest(?::text[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::int4[], ?::int8[],
                    ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                    ?::bytea[], ?::text[]) WITH ORDINALITY AS t(event_id, stream_id, stream_type, revision, type,
                    type_revision, micros, owner, actor, command_id, ordinal, correlation_id, causation_id,
                    operation_id, payload, personal, key_id, n)
            ), answers AS (
                INSERT INTO idempotency (owner, key, fingerprint, command_id, status, stream_id, revision, position,
                    answered_at)
                SELECT a.owner, a.key, a.fingerprint, a.command_id, a.status, a.stream_id, a.revision,
                    head.base + a.place, now()
                FROM head, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[], ?::int8[],
                    ?::int8[]) AS a(owner, key, fingerprint, command_id, status, stream_id, revision, place)
            )
            SELECT base FROM head""";

    private GroupInsert() {}

    /** @return the position before the group's first event */
    static long write(Connection connection, List<Commit> group) throws SQLException {
        List<Envelope> events = new ArrayList<>();
        List<StoredAnswer> answers = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (Commit commit : group) {
            events.addAll(commit.events());
            if (commit.answer() != null) {
                answers.add(commit.answer());
                places.add((long) events.size());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, events.size());
            statement.setInt(2, events.size());
            Columns columns = new Columns(statement, 3);
            columns.add("text", events, Envelope::eventId);
            columns.add("text", events, Envelope::streamId);
            columns.add("text", events, Envelope::streamType);
            columns.add("int8", events, Envelope::revision);
            columns.add("text", events, Envelope::type);
            columns.add("int4", events, Envelope::typeRevision);
            columns.add("int8", events, e -> ChronoUnit.MICROS.between(Instant.EPOCH, e.occurredAt()));
            columns.add("text", events, Envelope::owner);
            columns.add("text", events, Envelope::actor);
            columns.add("text", events, Envelope::commandId);
            columns.add("int4", events, Envelope::ordinal);
            columns.add("text", events, Envelope::correlationId);
            columns.add("text", events, Envelope::causationId);
            columns.add("text", events, Envelope::operationId);
            columns.add("bytea", events, Envelope::payload);
            columns.add("bytea", events, Envelope::personal);
            columns.add("text", events, Envelope::keyId);
            columns.add("text", answers, StoredAnswer::owner);
            columns.add("text", answers, StoredAnswer::key);
            columns.add("text", answers, StoredAnswer::fingerprint);
            columns.add("text", answers, StoredAnswer::commandId);
            columns.add("int4", answers, StoredAnswer::status);
            columns.add("text", answers, StoredAnswer::streamId);
            columns.add("int8", answers, StoredAnswer::revision);
            columns.add("int8", places, place -> place);
            try (ResultSet head = statement.executeQuery()) {
                head.next();
                return head.getLong(1);
            }
        }
    }

    /** Fills one array parameter after the other. */
    private static final class Columns {

        private final PreparedStatement statement;
        private int next;

        Columns(PreparedStatement statement, int first) {
            this.statement = statement;
            this.next = first;
        }

        <R> void add(String type, List<R> rows, Function<R, Object> value) throws SQLException {
            Object[] values = type.equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            statement.setArray(next++, statement.getConnection().createArrayOf(type, values));
        }
    }
}
