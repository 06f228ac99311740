package studio.greenroom.query.artist;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.artist.ArtistRecord.Picture;
import studio.greenroom.query.cache.Caches;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.LiveTables;
import studio.greenroom.query.projection.Tables;

/** Reads artists for their owner. */
@Component
class Artists {

    private static final String ARTISTS = "artists";
    private static final String PICTURES = "images";
    private static final int MOST_WORDS = 8;
    private static final int LONGEST_QUERY = 200;

    private final LiveTables live;
    private final Caches caches;

    Artists(LiveTables live, Caches caches) {
        this.live = live;
        this.caches = caches;
    }

    /** What a list is narrowed to; everything is optional and ignores case. */
    record Filter(
            @Nullable String q,
            @Nullable String genre,
            @Nullable String style,
            @Nullable String trait) {}

    /** Empty when there is none that belongs to the owner. */
    Mono<Document> find(String owner, String id, boolean fresh) {
        if (!Ids.isId(Ids.ARTIST, id)) {
            return Mono.empty();
        }
        return live.of(ArtistProjection.NAME)
                .flatMap(tables -> fresh
                        ? load(tables, owner, id)
                        : caches.of(tables.version()).get(owner, id, load(tables, owner, id)));
    }

    private static Mono<Document> load(Tables tables, String owner, String id) {
        return tables.sql("SELECT state FROM here.artist WHERE artist_id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", owner)
                .map(row -> ArtistProjection.document(Json.read(row.get("state", String.class), ArtistRecord.class)))
                .one();
    }

    /** Newest first, without the deleted ones. */
    Mono<Page<ArtistView>> list(String owner, Filter filter, @Nullable String cursor, int limit) {
        long before = Cursor.read(ARTISTS, cursor, Long.MAX_VALUE);
        String[] words = words(filter.q());
        String sql = "SELECT state FROM here.artist WHERE owner = :owner AND created < :before AND NOT deleted"
                + (words.length == 0 ? "" : " AND words LIKE ALL (:words)")
                + (filter.genre() == null ? "" : " AND genre = :genre")
                + (filter.style() == null ? "" : " AND style LIKE :style")
                + (filter.trait() == null ? "" : " AND traits @> ARRAY[:trait]::text[]")
                + " ORDER BY created DESC LIMIT :limit";
        return live.of(ArtistProjection.NAME).flatMap(tables -> {
            GenericExecuteSpec query =
                    tables.sql(sql).bind("owner", owner).bind("before", before).bind("limit", limit + 1);
            query = words.length == 0 ? query : query.bind("words", words);
            query = filter.genre() == null
                    ? query
                    : query.bind("genre", ArtistTables.key(filter.genre().strip()));
            query = filter.style() == null ? query : query.bind("style", containing(filter.style()));
            query = filter.trait() == null
                    ? query
                    : query.bind("trait", ArtistTables.key(filter.trait().strip()));
            return query.map(row -> Json.read(row.get("state", String.class), ArtistRecord.class))
                    .all()
                    .collectList()
                    .map(read -> Page.of(read, limit, ArtistView::of, last -> Cursor.of(ARTISTS, last.created())));
        });
    }

    /** Newest first; NOT_FOUND when the artist is not the owner's. */
    Mono<Page<ImageView>> pictures(String owner, String id, @Nullable String cursor, int limit) {
        long before = Cursor.read(PICTURES, cursor, Long.MAX_VALUE);
        if (!Ids.isId(Ids.ARTIST, id)) {
            return Mono.error(Problem.notFound());
        }
        return live.of(ArtistProjection.NAME)
                .flatMap(tables -> tables.sql("""
                        SELECT number, picture FROM here.picture
                        WHERE artist_id = :id AND owner = :owner AND number < :before
                        ORDER BY number DESC LIMIT :limit""")
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("before", before)
                        .bind("limit", limit + 1)
                        .map(row -> new Numbered(
                                row.get("number", Long.class),
                                Json.read(row.get("picture", String.class), Picture.class)))
                        .all()
                        .collectList()
                        .flatMap(read -> read.isEmpty()
                                ? load(tables, owner, id)
                                        .switchIfEmpty(Mono.error(Problem::notFound))
                                        .thenReturn(read)
                                : Mono.just(read))
                        .map(read -> Page.of(
                                read, limit, one -> one.picture().view(), last -> Cursor.of(PICTURES, last.number()))));
    }

    private record Numbered(long number, Picture picture) {}

    /** A pattern for each word: all of them have to occur. */
    private static String[] words(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return new String[0];
        }
        if (q.length() > LONGEST_QUERY) {
            throw Cursor.invalid("q", "Search for at most 200 characters.");
        }
        return Arrays.stream(q.strip().split("\\s+"))
                .limit(MOST_WORDS)
                .map(Artists::containing)
                .toArray(String[]::new);
    }

    private static String containing(String text) {
        return '%'
                + ArtistTables.key(text.strip())
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + '%';
    }
}
