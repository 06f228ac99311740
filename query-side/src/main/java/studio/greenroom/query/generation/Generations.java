package studio.greenroom.query.generation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.query.cache.Caches;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.LiveTables;
import studio.greenroom.query.projection.Tables;

/** Reads generations for their owner. */
@Component
class Generations {

    private static final String LIST = "generations";

    private final LiveTables live;
    private final Caches caches;

    Generations(LiveTables live, Caches caches) {
        this.live = live;
        this.caches = caches;
    }

    /** What a list is narrowed to; everything is optional. */
    record Filter(
            @Nullable String artistId,
            @Nullable String state,
            @Nullable String kind) {

        Filter {
            require("artistId", artistId, artistId == null || Ids.isId(Ids.ARTIST, artistId));
            require(
                    "state",
                    state,
                    Arrays.stream(Status.values()).map(Status::word).anyMatch(isThe(state)));
            require(
                    "kind",
                    kind,
                    Arrays.stream(GenerationKind.values())
                            .map(GenerationKind::word)
                            .anyMatch(isThe(kind)));
        }

        private static void require(String field, @Nullable String value, boolean known) {
            if (value != null && !known) {
                throw Cursor.invalid(field, "There is no such " + field + ".");
            }
        }

        private static Predicate<String> isThe(@Nullable String value) {
            return word -> word.equals(value);
        }
    }

    /** Empty when there is none that belongs to the owner. */
    Mono<Document> find(String owner, String id, boolean fresh) {
        if (!Ids.isId(Ids.GENERATION, id)) {
            return Mono.empty();
        }
        return live.of(GenerationProjection.NAME)
                .flatMap(tables -> fresh
                        ? load(tables, owner, id)
                        : caches.of(tables.version()).get(owner, id, load(tables, owner, id)));
    }

    private static Mono<Document> load(Tables tables, String owner, String id) {
        return tables.sql("SELECT state FROM here.generation WHERE generation_id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", owner)
                .map(row -> GenerationProjection.document(
                        Json.read(row.get("state", String.class), GenerationRecord.class)))
                .one();
    }

    /** Newest first. */
    Mono<Page<GenerationView>> list(String owner, Filter filter, @Nullable String cursor, int limit) {
        long before = Cursor.read(LIST, cursor, Long.MAX_VALUE);
        String sql = "SELECT state FROM here.generation WHERE owner = :owner AND created < :before"
                + (filter.artistId() == null ? "" : " AND artist_id = :artist")
                + (filter.state() == null ? "" : " AND status = :status")
                + (filter.kind() == null ? "" : " AND kind = :kind")
                + " ORDER BY created DESC LIMIT :limit";
        return live.of(GenerationProjection.NAME).flatMap(tables -> {
            GenericExecuteSpec query =
                    tables.sql(sql).bind("owner", owner).bind("before", before).bind("limit", limit + 1);
            query = filter.artistId() == null ? query : query.bind("artist", filter.artistId());
            query = filter.state() == null ? query : query.bind("status", filter.state());
            query = filter.kind() == null ? query : query.bind("kind", filter.kind());
            return query.map(row -> Json.read(row.get("state", String.class), GenerationRecord.class))
                    .all()
                    .collectList()
                    .map(read -> Page.of(read, limit, GenerationView::of, last -> Cursor.of(LIST, last.created())));
        });
    }
}
