package studio.greenroom.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.query.database.QueryDatabase;

/** Makes and drops what projection versions are built in. */
final class Schemas {

    private final QueryDatabase database;
    private final DatabaseClient client;
    private final ParkedEvents parked;

    Schemas(QueryDatabase database, ParkedEvents parked) {
        this.database = database;
        this.client = database.consuming();
        this.parked = parked;
    }

    /** Makes the version's schema and tables when they are missing. */
    Mono<Void> make(Projection projection, ProjectionVersion version) {
        return database.inTransaction(client.sql("SELECT pg_advisory_xact_lock(hashtext(:schema))")
                .bind("schema", version.schema())
                .then()
                .then(create(version, projection.tables())));
    }

    /** Makes what a rebuild is loaded into, inside the caller's transaction; its indexes come when it is loaded. */
    Mono<Void> makeUnindexed(Projection projection, ProjectionVersion version) {
        return create(version, statements(projection, statement -> !index(statement)));
    }

    /** Makes the indexes that a load did without, in one transaction, however long it takes. */
    Mono<Void> makeIndexes(Projection projection, ProjectionVersion version) {
        Tables tables = new Tables(client, version);
        return database.inTransaction(client.sql("SET LOCAL statement_timeout = 0")
                .then()
                .thenMany(Flux.fromIterable(statements(projection, Schemas::index)))
                .concatMap(statement -> tables.sql(statement.replaceFirst("INDEX ", "INDEX IF NOT EXISTS "))
                        .then())
                .then());
    }

    private static List<String> statements(Projection projection, Predicate<String> which) {
        return projection.tables().stream().filter(which).toList();
    }

    /** A unique one stays with its table: writing may rely on it. */
    private static boolean index(String statement) {
        return statement.stripLeading().startsWith("CREATE INDEX ");
    }

    private Mono<Void> create(ProjectionVersion version, Collection<String> statements) {
        Tables tables = new Tables(client, version);
        return client.sql("""
                        INSERT INTO query.projection_version (name, version, build, state)
                        VALUES (:name, :version, :build, 'building') ON CONFLICT DO NOTHING""")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("build", version.build())
                .fetch()
                .rowsUpdated()
                .filter(added -> added > 0)
                .flatMap(added -> client.sql("CREATE SCHEMA " + version.schema())
                        .then()
                        .then(tables.sql(Marks.TABLE).then())
                        .thenMany(Flux.fromIterable(statements))
                        .concatMap(table -> tables.sql(table).then())
                        .then());
    }

    /** Drops what was replaced more than a minute ago; readers look the pointer up every second. */
    Mono<Void> dropRetired() {
        return client.sql("""
                        SELECT name, version, build FROM query.projection_version
                        WHERE state = 'retired' AND retired_at < now() - interval '60 seconds'""")
                .map(Versions::version)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(old ->
                        database.inTransaction(client.sql("DROP SCHEMA IF EXISTS " + old.schema() + " CASCADE")
                                .then()
                                .then(parked.forget(old.consumer()))
                                .then(client.sql("""
                                                DELETE FROM query.projection_version
                                                WHERE name = :name AND version = :version AND build = :build""")
                                        .bind("name", old.name())
                                        .bind("version", old.version())
                                        .bind("build", old.build())
                                        .then())))
                .then();
    }
}
