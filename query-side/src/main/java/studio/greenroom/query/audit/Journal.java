package studio.greenroom.query.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.query.projection.LiveTables;

/** Reads the journal for its owner. */
@Component
public class Journal {

    private final LiveTables live;

    public Journal(LiveTables live) {
        this.live = live;
    }

    /** Oldest first. */
    public Mono<List<Envelope>> after(String owner, Selection selection, long position, int limit) {
        return read(owner, selection, Order.OLDEST, position, limit);
    }

    /** What lies beyond the position in this order. */
    Mono<List<Envelope>> read(String owner, Selection selection, Order order, long position, int limit) {
        boolean newest = order == Order.NEWEST;
        String sql = """
                SELECT position, event_id, stream_id, stream_type, revision, type, type_revision, occurred_at, owner,
                       actor, command_id, ordinal, correlation_id, causation_id, operation_id, payload, personal, key_id
                FROM here.event WHERE owner = :owner"""
                + (newest ? " AND position < :position" : " AND position > :position")
                + (selection.stream() == null ? "" : " AND stream_id = :stream")
                + (selection.type() == null ? "" : " AND type = :type")
                + (selection.kind() == null ? "" : " AND stream_type = :kind")
                + (selection.artist() == null ? "" : """
                         AND stream_id IN
                        (SELECT stream_id FROM here.event WHERE owner = :owner AND artist_id = :artist)""")
                + (newest ? " ORDER BY position DESC LIMIT :limit" : " ORDER BY position LIMIT :limit");
        return live.of(JournalProjection.NAME).flatMap(tables -> {
            GenericExecuteSpec query = tables.sql(sql)
                    .bind("owner", owner)
                    .bind("position", position)
                    .bind("limit", limit);
            query = selection.stream() == null ? query : query.bind("stream", selection.stream());
            query = selection.type() == null ? query : query.bind("type", selection.type());
            query = selection.kind() == null ? query : query.bind("kind", selection.kind());
            query = selection.artist() == null ? query : query.bind("artist", selection.artist());
            return query.map(Journal::envelope).all().collectList();
        });
    }

    /** Whether the owner has a stream of this id. */
    public Mono<Boolean> knows(String owner, String streamId) {
        return after(owner, new Selection(streamId, null, null, null), 0, 1).map(found -> !found.isEmpty());
    }

    /** Whether the generation is one of the artist's. */
    public Mono<Boolean> belongs(String owner, String artistId, String generationId) {
        return live.of(JournalProjection.NAME)
                .flatMap(tables -> tables.sql("""
                        SELECT 1 AS found FROM here.event
                        WHERE owner = :owner AND artist_id = :artist AND stream_id = :generation LIMIT 1""")
                        .bind("owner", owner)
                        .bind("artist", artistId)
                        .bind("generation", generationId)
                        .map(row -> true)
                        .one()
                        .defaultIfEmpty(false));
    }

    /** How far the journal is in each partition. */
    public Mono<Map<Integer, Long>> marks() {
        return live.of(JournalProjection.NAME)
                .flatMap(tables -> tables.sql("SELECT partition, position FROM here.mark")
                        .map(row -> Map.entry(row.get("partition", Integer.class), row.get("position", Long.class)))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Envelope envelope(Readable row) {
        return new Envelope(
                row.get("position", Long.class),
                text(row, "event_id"),
                text(row, "stream_id"),
                text(row, "stream_type"),
                row.get("revision", Long.class),
                text(row, "type"),
                row.get("type_revision", Integer.class),
                row.get("occurred_at", Instant.class),
                text(row, "owner"),
                text(row, "actor"),
                text(row, "command_id"),
                row.get("ordinal", Integer.class),
                text(row, "correlation_id"),
                text(row, "causation_id"),
                text(row, "operation_id"),
                row.get("payload", byte[].class),
                row.get("personal", byte[].class),
                text(row, "key_id"));
    }

    private static String text(Readable row, String column) {
        return row.get(column, String.class);
    }
}
