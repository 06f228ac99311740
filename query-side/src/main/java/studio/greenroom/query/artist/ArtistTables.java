package studio.greenroom.query.artist;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.query.projection.Copy;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.Tables;

/** How artists lie in PostgreSQL: the state, and beside it lower-case columns that only searches look at. */
final class ArtistTables {

    static final List<String> DDL = List.of(
            """
            CREATE TABLE here.artist (
                artist_id text    PRIMARY KEY,
                owner     text    NOT NULL,
                created   bigint  NOT NULL,
                position  bigint  NOT NULL,
                deleted   boolean NOT NULL,
                genre     text    NOT NULL,
                style     text    NOT NULL,
                traits    text[]  NOT NULL,
                words     text    NOT NULL,
                state     text    NOT NULL)""",
            "CREATE INDEX artist_newest ON here.artist (owner, created DESC) WHERE NOT deleted",
            "CREATE INDEX artist_genre ON here.artist (owner, genre, created DESC) WHERE NOT deleted",
            "CREATE INDEX artist_traits ON here.artist USING gin (traits)",
            """
            CREATE TABLE here.picture (
                artist_id text   NOT NULL,
                number    bigint NOT NULL,
                owner     text   NOT NULL,
                picture   text   NOT NULL,
                PRIMARY KEY (artist_id, number))""");

    /** Separates an artist's traits on their way into an array column. */
    private static final String UNIT = "\u001f";

    private final Tables tables;

    ArtistTables(Tables tables) {
        this.tables = tables;
    }

    Mono<Map<String, ArtistRecord>> load(Collection<String> ids) {
        return tables.aside(tables.sql("SELECT state FROM here.artist WHERE artist_id = ANY(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .map(row -> Json.read(row.get("state", String.class), ArtistRecord.class))
                .all()
                .collectMap(artist -> artist.state().id()));
    }

    /** @param known ids of those that may have a row already */
    Mono<Void> save(List<ArtistRecord> artists, Set<String> known) {
        return tables.write(artists, artist -> known.contains(artist.state().id()), this::upsert, this::copy);
    }

    private Mono<Void> copy(List<ArtistRecord> artists) {
        return tables.copy(
                "here.artist (artist_id, owner, created, position, deleted, genre, style, traits, words, state)",
                artists,
                artist -> {
                    Persona persona = artist.state().persona();
                    return new Object[] {
                        artist.state().id(),
                        artist.owner(),
                        artist.created(),
                        artist.position(),
                        artist.state().deleted(),
                        key(persona.genre()),
                        key(style(persona)),
                        traits(persona),
                        words(persona),
                        Json.write(artist)
                    };
                });
    }

    /** The array that {@code string_to_array} would make of them. */
    private static String traits(Persona persona) {
        String joined = key(String.join(UNIT, persona.traits()));
        return Copy.array(joined.isEmpty() ? List.of() : List.of(joined.split(UNIT, -1)));
    }

    private Mono<Void> upsert(List<ArtistRecord> artists) {
        return tables.sql("""
                        INSERT INTO here.artist AS a
                            (artist_id, owner, created, position, deleted, genre, style, traits, words, state)
                        SELECT n.artist_id, n.owner, n.created, n.position, n.deleted, n.genre, n.style,
                               string_to_array(n.traits, chr(31)), n.words, n.state
                        FROM UNNEST(:ids::text[], :owners::text[], :created::bigint[], :positions::bigint[],
                                    :deleted::boolean[], :genres::text[], :styles::text[], :traits::text[],
                                    :words::text[], :states::text[])
                            AS n (artist_id, owner, created, position, deleted, genre, style, traits, words, state)
                        ON CONFLICT (artist_id) DO UPDATE SET position = excluded.position,
                            deleted = excluded.deleted, genre = excluded.genre, style = excluded.style,
                            traits = excluded.traits, words = excluded.words, state = excluded.state
                        WHERE a.position < excluded.position""")
                .bind("ids", texts(artists, artist -> artist.state().id()))
                .bind("owners", texts(artists, ArtistRecord::owner))
                .bind("created", artists.stream().map(ArtistRecord::created).toArray(Long[]::new))
                .bind("positions", artists.stream().map(ArtistRecord::position).toArray(Long[]::new))
                .bind(
                        "deleted",
                        artists.stream().map(artist -> artist.state().deleted()).toArray(Boolean[]::new))
                .bind(
                        "genres",
                        texts(artists, artist -> key(artist.state().persona().genre())))
                .bind(
                        "styles",
                        texts(artists, artist -> key(style(artist.state().persona()))))
                .bind(
                        "traits",
                        texts(
                                artists,
                                artist -> key(String.join(
                                        UNIT, artist.state().persona().traits()))))
                .bind("words", texts(artists, artist -> words(artist.state().persona())))
                .bind("states", texts(artists, Json::write))
                .then();
    }

    /** Adds the cover of each of these states of an artist as the picture of that number. */
    Mono<Void> addPictures(List<ArtistRecord> artists) {
        if (artists.isEmpty()) {
            return Mono.empty();
        }
        if (tables.copies()) {
            return tables.copy("here.picture (artist_id, number, owner, picture)", artists, artist ->
                    new Object[] {artist.state().id(), artist.imageCount(), artist.owner(), picture(artist)});
        }
        return tables.sql("""
                        INSERT INTO here.picture (artist_id, number, owner, picture)
                        SELECT * FROM UNNEST(:ids::text[], :numbers::bigint[], :owners::text[], :pictures::text[])
                        ON CONFLICT (artist_id, number) DO NOTHING""")
                .bind("ids", texts(artists, artist -> artist.state().id()))
                .bind("numbers", artists.stream().map(ArtistRecord::imageCount).toArray(Long[]::new))
                .bind("owners", texts(artists, ArtistRecord::owner))
                .bind("pictures", texts(artists, ArtistTables::picture))
                .then();
    }

    private static String picture(ArtistRecord artist) {
        return Json.write(Objects.requireNonNull(artist.cover()));
    }

    /** What is compared ignoring case. PostgreSQL's text takes no NUL. */
    static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replace('\0', '\ufffd');
    }

    private static String words(Persona persona) {
        return key(Stream.of(Stream.of(persona.name(), persona.genre(), style(persona)), persona.traits().stream())
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n")));
    }

    private static String style(Persona persona) {
        return persona.style() == null ? "" : persona.style();
    }

    private static String[] texts(List<ArtistRecord> artists, Function<ArtistRecord, String> column) {
        return artists.stream().map(column).toArray(String[]::new);
    }
}
