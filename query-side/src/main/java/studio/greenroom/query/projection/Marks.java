package studio.greenroom.query.projection;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /**
     * Makes the rows that are missing, so that from now on there is something to lock, and reads them. Waits for nobody.
     *
     * @throws VersionReplaced when the version takes nothing any more
     */
    Mono<Map<Integer, Mark>> open(Collection<Integer> partitions) {
        return tables.sql("""
                        INSERT INTO here.mark SELECT p, 0, -1 FROM UNNEST(:partitions::int[]) AS p
                        WHERE NOT EXISTS (SELECT 1 FROM here.mark WHERE partition = p)
                        ON CONFLICT (partition) DO NOTHING""")
                .bind("partitions", partitions.toArray(Integer[]::new))
                .then()
                .then(read("", partitions))
                .doOnNext(marks -> {
                    if (marks.values().stream().anyMatch(mark -> mark.position() < 0)) {
                        throw new VersionReplaced(tables.version());
                    }
                });
    }

    /**
     * Lets the version take nothing any more, by positions that none of its consumers has left. Whoever still reads it
     * sees nothing that its successor does not have, and no position is reached in it.
     */
    Mono<Void> end() {
        return tables.sql("UPDATE here.mark SET position = -1 - position WHERE position >= 0")
                .then();
    }

    Mono<Map<Integer, Mark>> all() {
        return read(tables.sql(SELECT));
    }

    /**
     * Moves the marks on from what this consumer last wrote, and holds their rows until the transaction ends. One
     * statement: who waits for a row sees what its predecessor left there. Rows are locked in the same order by all.
     *
     * @throws PositionLostException when one of them is not where this consumer left it
     */
    Mono<Void> move(Map<Integer, Mark> from, Map<Integer, Mark> to) {
        Integer[] partitions = from.keySet().toArray(Integer[]::new);
        return tables.sql("""
                        WITH held AS MATERIALIZED (
                            SELECT partition, position FROM here.mark
                            WHERE partition = ANY(:partitions) ORDER BY partition FOR UPDATE)
                        UPDATE here.mark AS m SET position = n.position, kafka_offset = n.kafka_offset
                        FROM held JOIN UNNEST(:partitions::int[], :from::bigint[], :to::bigint[], :offsets::bigint[])
                            AS n (partition, before, position, kafka_offset) USING (partition)
                        WHERE m.partition = n.partition AND held.position = n.before
                        RETURNING m.partition""")
                .bind("partitions", partitions)
                .bind("from", numbers(partitions, from, Mark::position))
                .bind("to", numbers(partitions, to, Mark::position))
                .bind("offsets", numbers(partitions, to, Mark::offset))
                .map(row -> row.get("partition", Integer.class))
                .all()
                .collect(Collectors.toSet())
                .doOnNext(moved -> {
                    for (int partition : partitions) {
                        if (!moved.contains(partition)) {
                            throw new PositionLostException(tables.version().consumer(), partition);
                        }
                    }
                })
                .then();
    }

    private static Long[] numbers(Integer[] partitions, Map<Integer, Mark> marks, Function<Mark, Long> number) {
        return Arrays.stream(partitions).map(marks::get).map(number).toArray(Long[]::new);
    }

    /** Keeps the consumer of these partitions waiting until the transaction ends. */
    Mono<Void> hold(Collection<Integer> partitions) {
        return read(FOR_UPDATE, partitions).then();
    }

    Mono<Map<Integer, Mark>> holdAll() {
        return read(tables.sql(SELECT + FOR_UPDATE));
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
