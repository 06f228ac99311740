package studio.greenroom.saga.consumer;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.json.Json;

/** Events that could not be handled. A sequence is one generation's: what follows a parked event is parked too. */
final class Parked {

    /** One parked event. */
    record Row(long id, int partition, Envelope event, int tries) {}

    static final String BEHIND = "An earlier event of this generation is parked.";
    private static final int ERROR_LENGTH = 2_000;

    private final String consumer;
    private final JdbcTemplate jdbc;

    Parked(String consumer, JdbcTemplate jdbc) {
        this.consumer = consumer;
        this.jdbc = jdbc;
    }

    /** Which of these sequences are parked. */
    Set<String> among(Collection<String> sequences) {
        return new HashSet<>(jdbc.queryForList(
                "SELECT DISTINCT sequence FROM parked WHERE consumer = ? AND sequence = ANY (?)",
                String.class,
                consumer,
                new SqlArrayValue("text", sequences.toArray())));
    }

    void add(int partition, Envelope event, String error) {
        jdbc.update(
                """
                INSERT INTO parked (consumer, partition, position, sequence, type, envelope, error)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (consumer, position) DO NOTHING
                """,
                consumer,
                partition,
                event.position(),
                event.streamId(),
                event.type(),
                Json.write(event),
                shortened(error));
    }

    /** A parked event's whole sequence, oldest first; nothing when it is no longer parked. */
    List<Row> sequenceOf(long id) {
        return jdbc.query(
                """
                SELECT p.id, p.partition, p.envelope, p.tries FROM parked p
                JOIN parked asked ON asked.consumer = p.consumer AND asked.sequence = p.sequence
                WHERE asked.consumer = ? AND asked.id = ? ORDER BY p.position
                """,
                (row, n) -> new Row(
                        row.getLong(1), row.getInt(2), Json.read(row.getString(3), Envelope.class), row.getInt(4)),
                consumer,
                id);
    }

    /** Whether it was still there. */
    boolean remove(long id) {
        return jdbc.update("DELETE FROM parked WHERE id = ?", id) == 1;
    }

    void failedAgain(long id, String error) {
        jdbc.update("UPDATE parked SET tries = tries + 1, error = ? WHERE id = ?", shortened(error), id);
    }

    private static String shortened(String error) {
        String plain = error.replace('\0', ' ');
        return plain.length() <= ERROR_LENGTH ? plain : plain.substring(0, ERROR_LENGTH);
    }
}
