package studio.greenroom.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.PositionLostException;

/** How far a projection version has come, a row for each partition, beside the tables that it is true of. */
final class Marks {

    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS here.mark (
                partition     integer PRIMARY KEY,
                position      bigint  NOT NULL,
                kafka_offset  bigint  NOT NULL)""";

    private static final String SELECT = "SELECT partition, position, kafka_offset FROM here.mark";
    private static final String FOR_UPDATE = " ORDER BY partition FOR UPDATE";

    private final Tables tables;

    Marks(Tables tables) {
        this.tables = tables;
    }

    /** Makes the rows that are missing, so that from now on there is something to lock, and reads them. */
    Mono<Map<Integer, Mark>> open(Collection<Integer> partitions) {
        return tables.sql("""
                        INSERT INTO here.mark SELECT p, 0, -1 FROM UNNEST(:partitions::int[]) AS p
                        ON CONFLICT (partition) DO NOTHING""")
                .bind("partitions", partitions.toArray(Integer[]::new))
                .then()
                .then(read("", partitions));
    }

    Mono<Map<Integer, Mark>> all() {
        return read(tables.sql(SELECT));
    }

    /** Locks the rows until the transaction ends and requires that they are what this consumer last wrote. */
    Mono<Map<Integer, Mark>> lock(Map<Integer, Mark> expected) {
        return read(FOR_UPDATE, expected.keySet())
                .doOnNext(actual -> expected.forEach((partition, mark) -> {
                    Mark now = actual.get(partition);
                    if (now == null || now.position() != mark.position()) {
                        throw new PositionLostException(tables.version().consumer(), partition);
                    }
                }));
    }

    /** Keeps the consumer of these partitions waiting until the transaction ends. */
    Mono<Void> hold(Collection<Integer> partitions) {
        return read(FOR_UPDATE, partitions).then();
    }

    Mono<Map<Integer, Mark>> holdAll() {
        return read(tables.sql(SELECT + FOR_UPDATE));
    }

    Mono<Void> write(Map<Integer, Mark> marks) {
        List<Map.Entry<Integer, Mark>> rows = List.copyOf(marks.entrySet());
        return tables.sql("""
                        UPDATE here.mark AS m SET position = n.position, kafka_offset = n.kafka_offset
                        FROM UNNEST(:partitions::int[], :positions::bigint[], :offsets::bigint[])
                            AS n (partition, position, kafka_offset)
                        WHERE m.partition = n.partition""")
                .bind("partitions", rows.stream().map(Map.Entry::getKey).toArray(Integer[]::new))
                .bind(
                        "positions",
                        rows.stream().map(row -> row.getValue().position()).toArray(Long[]::new))
                .bind(
                        "offsets",
                        rows.stream().map(row -> row.getValue().offset()).toArray(Long[]::new))
                .then();
    }

    private Mono<Map<Integer, Mark>> read(String more, Collection<Integer> partitions) {
        return read(tables.sql(SELECT + " WHERE partition = ANY(:partitions)" + more)
                .bind("partitions", partitions.toArray(Integer[]::new)));
    }

    private static Mono<Map<Integer, Mark>> read(GenericExecuteSpec query) {
        return query.map(row -> Map.entry(
                        row.get("partition", Integer.class),
                        new Mark(row.get("position", Long.class), row.get("kafka_offset", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
