package studio.greenroom.command.eventstore.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.StoredAnswer;
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
            columns.texts(events, Envelope::eventId);
            columns.texts(events, Envelope::streamId);
            columns.texts(events, Envelope::streamType);
            columns.longs(events, Envelope::revision);
            columns.texts(events, Envelope::type);
            columns.ints(events, Envelope::typeRevision);
            columns.longs(events, e -> ChronoUnit.MICROS.between(Instant.EPOCH, e.occurredAt()));
            columns.texts(events, Envelope::owner);
            columns.texts(events, Envelope::actor);
            columns.texts(events, Envelope::commandId);
            columns.ints(events, Envelope::ordinal);
            columns.texts(events, Envelope::correlationId);
            columns.texts(events, Envelope::causationId);
            columns.texts(events, Envelope::operationId);
            columns.bytes(events, Envelope::payload);
            columns.bytes(events, Envelope::personal);
            columns.texts(events, Envelope::keyId);
            columns.texts(answers, StoredAnswer::owner);
            columns.texts(answers, StoredAnswer::key);
            columns.texts(answers, StoredAnswer::fingerprint);
            columns.texts(answers, StoredAnswer::commandId);
            columns.ints(answers, StoredAnswer::status);
            columns.texts(answers, StoredAnswer::streamId);
            columns.longs(answers, StoredAnswer::revision);
            columns.longs(places, Function.identity());
            try (ResultSet head = statement.executeQuery()) {
                head.next();
                return head.getLong(1);
            }
        }
    }

    /** Fills one array parameter after the other; arrays of their own types travel in binary. */
    private static final class Columns {

        private final PreparedStatement statement;
        private int next;

        Columns(PreparedStatement statement, int first) {
            this.statement = statement;
            this.next = first;
        }

        <R> void texts(List<R> rows, Function<R, @Nullable String> value) throws SQLException {
            add("text", rows.stream().map(value).toArray(String[]::new));
        }

        <R> void longs(List<R> rows, Function<R, Long> value) throws SQLException {
            add("int8", rows.stream().map(value).toArray(Long[]::new));
        }

        <R> void ints(List<R> rows, Function<R, Integer> value) throws SQLException {
            add("int4", rows.stream().map(value).toArray(Integer[]::new));
        }

        <R> void bytes(List<R> rows, Function<R, byte @Nullable []> value) throws SQLException {
            add("bytea", rows.stream().map(value).toArray(byte[][]::new));
        }

        private void add(String type, Object[] values) throws SQLException {
            statement.setArray(next++, statement.getConnection().createArrayOf(type, values));
        }
    }
}
