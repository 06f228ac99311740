package studio.greenroom.saga.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.PositionLostException;

/** A consumer's marks. Whoever holds a partition's row locked is alone with that partition's sagas. */
final class Positions {

    private final String consumer;
    private final JdbcTemplate jdbc;

    Positions(String consumer, JdbcTemplate jdbc) {
        this.consumer = consumer;
        this.jdbc = jdbc;
    }

    /** The marks of these partitions; a partition that was never read gets its row and {@link Mark#NONE}. */
    Map<Integer, Mark> read(Collection<Integer> partitions) {
        jdbc.batchUpdate(
                "INSERT INTO consumer_position (consumer, partition) VALUES (?, ?) ON CONFLICT DO NOTHING",
                partitions.stream()
                        .sorted()
                        .map(p -> new Object[] {consumer, p})
                        .toList());
        return select(partitions, "");
    }

    /** Locks the rows until the transaction ends, and fails when one is not what this consumer last wrote. */
    void lock(Map<Integer, Mark> expected) {
        Map<Integer, Mark> found = select(expected.keySet(), " ORDER BY partition FOR UPDATE");
        expected.forEach((partition, mark) -> {
            Mark actual = found.get(partition);
            if (actual == null || actual.position() != mark.position()) {
                throw new PositionLostException(consumer, partition);
            }
        });
    }

    /** Locks one partition for work beside the stream. */
    void lock(int partition) {
        select(List.of(partition), " FOR UPDATE");
    }

    void write(Map<Integer, Mark> marks) {
        jdbc.batchUpdate(
                "UPDATE consumer_position SET position = ?, topic_offset = ? " + "WHERE consumer = ? AND partition = ?",
                marks.entrySet().stream()
                        .map(e -> new Object[] {
                            e.getValue().position(), e.getValue().offset(), consumer, e.getKey()
                        })
                        .toList());
    }

    private Map<Integer, Mark> select(Collection<Integer> partitions, String lock) {
        Map<Integer, Mark> marks = new HashMap<>();
        jdbc.query(
                "SELECT partition, position, topic_offset FROM consumer_position "
                        + "WHERE consumer = ? AND partition = ANY (?)" + lock,
                row -> {
                    marks.put(row.getInt(1), new Mark(row.getLong(2), row.getLong(3)));
                },
                consumer,
                new SqlArrayValue("int", partitions.toArray()));
        return marks;
    }
}
