package studio.greenroom.query.generation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.Tables;

/** How generations lie in PostgreSQL. */
final class GenerationTables {

    static final List<String> DDL = List.of(
            """
            CREATE TABLE here.generation (
                generation_id text   PRIMARY KEY,
                owner         text   NOT NULL,
                artist_id     text,
                kind          text   NOT NULL,
                status        text   NOT NULL,
                created       bigint NOT NULL,
                position      bigint NOT NULL,
                state         text   NOT NULL)""",
            "CREATE INDEX generation_newest ON here.generation (owner, created DESC)",
            "CREATE INDEX generation_artist ON here.generation (owner, artist_id, created DESC)",
            "CREATE INDEX generation_status ON here.generation (owner, status, created DESC)");

    private final Tables tables;

    GenerationTables(Tables tables) {
        this.tables = tables;
    }

    Mono<Map<String, GenerationRecord>> load(Collection<String> ids) {
        return tables.aside(tables.sql("SELECT state FROM here.generation WHERE generation_id = ANY(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .map(row -> Json.read(row.get("state", String.class), GenerationRecord.class))
                .all()
                .collectMap(generation -> generation.state().id()));
    }

    /** @param known ids of those that may have a row already */
    Mono<Void> save(List<GenerationRecord> generations, Set<String> known) {
        return tables.write(
                generations, generation -> known.contains(generation.state().id()), this::upsert, this::copy);
    }

    private Mono<Void> copy(List<GenerationRecord> generations) {
        return tables.copy(
                "here.generation (generation_id, owner, artist_id, kind, status, created, position, state)",
                generations,
                generation -> new Object[] {
                    generation.state().id(),
                    generation.owner(),
                    generation.state().request().artistId(),
                    generation.state().request().kind().word(),
                    generation.state().status().word(),
                    generation.created(),
                    generation.position(),
                    Json.write(generation)
                });
    }

    private Mono<Void> upsert(List<GenerationRecord> generations) {
        return tables.sql("""
                        INSERT INTO here.generation AS g
                            (generation_id, owner, artist_id, kind, status, created, position, state)
                        SELECT * FROM UNNEST(:ids::text[], :owners::text[], :artists::text[], :kinds::text[],
                            :statuses::text[], :created::bigint[], :positions::bigint[], :states::text[])
                        ON CONFLICT (generation_id) DO UPDATE SET status = excluded.status,
                            position = excluded.position, state = excluded.state
                        WHERE g.position < excluded.position""")
                .bind("ids", texts(generations, generation -> generation.state().id()))
                .bind("owners", texts(generations, GenerationRecord::owner))
                .bind(
                        "artists",
                        generations.stream()
                                .map(generation -> generation.state().request().artistId())
                                .toArray(String[]::new))
                .bind(
                        "kinds",
                        texts(
                                generations,
                                generation ->
                                        generation.state().request().kind().word()))
                .bind(
                        "statuses",
                        texts(
                                generations,
                                generation -> generation.state().status().word()))
                .bind(
                        "created",
                        generations.stream().map(GenerationRecord::created).toArray(Long[]::new))
                .bind(
                        "positions",
                        generations.stream().map(GenerationRecord::position).toArray(Long[]::new))
                .bind("states", texts(generations, Json::write))
                .then();
    }

    private static String[] texts(List<GenerationRecord> generations, Function<GenerationRecord, String> column) {
        return generations.stream().map(column).toArray(String[]::new);
    }
}
