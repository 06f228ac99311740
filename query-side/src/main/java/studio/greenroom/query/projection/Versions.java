package studio.greenroom.query.projection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.query.database.QueryDatabase;

/**
 * Which version of each projection people read. A new version is built beside the live one and takes its place in one
 * transaction, once it is at least as far in every partition; the old tables go a minute later.
 */
@Component
public class Versions {

    private static final Logger log = LoggerFactory.getLogger(Versions.class);
    private static final Duration POINTER_KEPT = Duration.ofSeconds(1);

    private final QueryDatabase database;
    private final DatabaseClient client;
    private final ParkedEvents parked;
    private final Map<String, Mono<Integer>> pointers = new ConcurrentHashMap<>();

    public Versions(QueryDatabase database, ParkedEvents parked) {
        this.database = database;
        this.client = database.consuming();
        this.parked = parked;
    }

    Tables tables(ProjectionVersion version) {
        return new Tables(client, version);
    }

    /** Makes the version's schema and tables when they are missing; several nodes may do so at once. */
    Mono<Void> prepare(Projection projection) {
        ProjectionVersion version = ProjectionVersion.of(projection);
        Tables tables = tables(version);
        Mono<Void> create = client.sql("SELECT pg_advisory_xact_lock(hashtext(:schema))")
                .bind("schema", version.schema())
                .then()
                .then(client.sql("""
                                INSERT INTO query.projection_version (name, version, state)
                                VALUES (:name, :version, 'building') ON CONFLICT DO NOTHING""")
                        .bind("name", version.name())
                        .bind("version", version.version())
                        .fetch()
                        .rowsUpdated())
                .filter(added -> added > 0)
                .flatMap(added -> client.sql("CREATE SCHEMA " + version.schema())
                        .then()
                        .then(tables.sql(Marks.TABLE).then())
                        .thenMany(Flux.fromIterable(projection.tables())
                                .concatMap(ddl -> tables.sql(ddl).then()))
                        .then());
        return database.inTransaction(create);
    }

    /** The version that people read now; empty before the first one is built. Known for a second. */
    public Mono<ProjectionVersion> live(String name) {
        return pointers.computeIfAbsent(
                        name,
                        key -> pointer(key)
                                .cacheInvalidateWhen(
                                        found -> Mono.delay(POINTER_KEPT).then()))
                .onErrorResume(PointerMissing.class, none -> Mono.empty())
                .map(version -> new ProjectionVersion(name, version));
    }

    /** Whether this version is the live one, as the transaction that holds its marks sees it. */
    Mono<Boolean> isLive(ProjectionVersion version) {
        return pointer(version.name()).onErrorReturn(PointerMissing.class, 0).map(live -> live == version.version());
    }

    /**
     * Makes the version the live one if it is as far as the one before it in every partition. Where there was none
     * before, {@code caughtUp} decides.
     *
     * @return whether the version, or a later one, is live now
     */
    Mono<Boolean> takeOver(ProjectionVersion version, Mono<Boolean> caughtUp) {
        return pointer(version.name()).onErrorReturn(PointerMissing.class, 0).flatMap(live -> {
            if (live >= version.version()) {
                return Mono.just(true);
            }
            return live == 0
                    ? caughtUp.flatMap(yes -> yes ? database.inTransaction(point(version, 0)) : Mono.just(false))
                    : database.inTransaction(overtake(version, new ProjectionVersion(version.name(), live)));
        });
    }

    private Mono<Boolean> overtake(ProjectionVersion next, ProjectionVersion live) {
        Marks before = new Marks(tables(live));
        Marks after = new Marks(tables(next));
        return before.holdAll()
                .zipWhen(held -> after.holdAll())
                .flatMap(both -> both.getT1().entrySet().stream()
                                .allMatch(mark -> both.getT2().containsKey(mark.getKey())
                                                && both.getT2()
                                                                .get(mark.getKey())
                                                                .position()
                                                        >= mark.getValue().position()
                                        || mark.getValue().position() == 0)
                        ? point(next, live.version())
                        : Mono.just(false));
    }

    private Mono<Boolean> point(ProjectionVersion next, int before) {
        return client.sql("""
                        UPDATE query.projection_version SET state = 'retired', retired_at = now()
                        WHERE name = :name AND version = :before AND state = 'live'""")
                .bind("name", next.name())
                .bind("before", before)
                .then()
                .then(client.sql("""
                                UPDATE query.projection_version SET state = 'live', retired_at = NULL
                                WHERE name = :name AND version = :version""")
                        .bind("name", next.name())
                        .bind("version", next.version())
                        .then())
                .doOnSuccess(done -> log.info("Projection {} is read in version {}", next.name(), next.version()))
                .thenReturn(true);
    }

    /** Drops what was replaced more than a minute ago; readers look the pointer up every second. */
    Mono<Void> dropRetired() {
        return client.sql("""
                        SELECT name, version FROM query.projection_version
                        WHERE state = 'retired' AND retired_at < now() - interval '60 seconds'""")
                .map(row -> new ProjectionVersion(row.get("name", String.class), row.get("version", Integer.class)))
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(old ->
                        database.inTransaction(client.sql("DROP SCHEMA IF EXISTS " + old.schema() + " CASCADE")
                                .then()
                                .then(parked.forget(old.consumer()))
                                .then(client.sql("""
                                                DELETE FROM query.projection_version
                                                WHERE name = :name AND version = :version""")
                                        .bind("name", old.name())
                                        .bind("version", old.version())
                                        .then())))
                .then();
    }

    private Mono<Integer> pointer(String name) {
        return client.sql("SELECT version FROM query.projection_version WHERE name = :name AND state = 'live'")
                .bind("name", name)
                .map(row -> row.get("version", Integer.class))
                .one()
                .switchIfEmpty(Mono.error(PointerMissing::new));
    }

    /** An error, since an empty answer would be kept for ever. */
    private static final class PointerMissing extends RuntimeException {

        PointerMissing() {
            super("No version is live yet", null, false, false);
        }
    }
}
