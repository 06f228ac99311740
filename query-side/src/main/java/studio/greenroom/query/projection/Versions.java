package studio.greenroom.query.projection;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.query.database.QueryDatabase;

/**
 * Which version of each projection people read. A new one is built beside the live one and takes its place in one
 * transaction, once it is at least as far in every partition; the old tables go a minute later.
 */
@Component
public class Versions {

    private static final Logger log = LoggerFactory.getLogger(Versions.class);
    private static final Duration POINTER_KEPT = Duration.ofSeconds(1);
    /** So near, measured in positions, the live version can be held for a moment until the new one is there. */
    private static final long NEAR = 5_000;

    private static final Duration HELD_LOOK = Duration.ofMillis(5);
    private static final long HELD_LOOKS = 100;

    private final QueryDatabase database;
    private final DatabaseClient client;
    private final Schemas schemas;
    private final Map<String, Mono<ProjectionVersion>> pointers = new ConcurrentHashMap<>();

    public Versions(QueryDatabase database, ParkedEvents parked) {
        this.database = database;
        this.client = database.consuming();
        this.schemas = new Schemas(database, parked);
    }

    Schemas schemas() {
        return schemas;
    }

    Tables tables(ProjectionVersion version) {
        return new Tables(client, version);
    }

    /**
     * What a process with this code has to keep up to date: the live version if its code is this one, else the first
     * build of it, which is made when it is missing; several nodes may do so at once. Empty when people already read
     * what newer code made.
     */
    Mono<ProjectionVersion> prepare(Projection projection) {
        ProjectionVersion own = ProjectionVersion.of(projection);
        return current(own.name())
                .filter(live -> live.version() >= own.version())
                .switchIfEmpty(Mono.defer(() -> schemas.make(projection, own).thenReturn(own)))
                .filter(version -> version.version() == own.version());
    }

    /** The version that people read now; empty before the first one is built. Known for a second. */
    public Mono<ProjectionVersion> live(String name) {
        return pointers.computeIfAbsent(
                        name,
                        key -> current(key)
                                .switchIfEmpty(Mono.error(PointerMissing::new))
                                .cacheInvalidateWhen(
                                        found -> Mono.delay(POINTER_KEPT).then()))
                .onErrorResume(PointerMissing.class, none -> Mono.empty());
    }

    /** The live version as the caller's transaction sees it. */
    Mono<ProjectionVersion> current(String name) {
        return client.sql("""
                        SELECT name, version, build FROM query.projection_version
                        WHERE name = :name AND state = 'live'""").bind("name", name).map(Versions::version).one();
    }

    /** Whether this version is the live one, as the transaction that holds its marks sees it. */
    Mono<Boolean> isLive(ProjectionVersion version) {
        return current(version.name()).map(version::equals).defaultIfEmpty(false);
    }

    /**
     * The versions of these names that somebody has to keep up to date: live ones, first builds and rebuilds that are
     * catching up.
     */
    Flux<ProjectionVersion> kept(Collection<String> names) {
        return client.sql("""
                        SELECT v.name, v.version, v.build FROM query.projection_version AS v
                        LEFT JOIN query.rebuild AS r ON r.id = v.build
                        WHERE v.name = ANY(:names) AND (v.state = 'live'
                            OR v.state = 'building' AND (v.build = 0 OR r.state = 'catching-up'))
                        ORDER BY v.name, v.version, v.build""")
                .bind("names", names.toArray(String[]::new))
                .map(Versions::version)
                .all();
    }

    /**
     * Makes the version the live one if it is as far as the one before it in every partition. Where there was none
     * before, {@code caughtUp} decides.
     *
     * @return whether the version, or a later one, is live now
     */
    Mono<Boolean> takeOver(ProjectionVersion version, Mono<Boolean> caughtUp) {
        return current(version.name())
                .flatMap(live -> live.equals(version) || live.laterThan(version)
                        ? Mono.just(true)
                        : near(version, live)
                                .flatMap(near ->
                                        near ? database.inTransaction(overtake(version, live)) : Mono.just(false)))
                .switchIfEmpty(Mono.defer(() -> caughtUp.flatMap(
                        yes -> yes ? database.inTransaction(point(version, null)) : Mono.just(false))));
    }

    private Mono<Boolean> near(ProjectionVersion next, ProjectionVersion live) {
        return new Marks(tables(live))
                .all()
                .zipWith(new Marks(tables(next)).all(), (is, ought) -> furthest(is) - furthest(ought) < NEAR);
    }

    private static long furthest(Map<Integer, Mark> marks) {
        return marks.values().stream().mapToLong(Mark::position).max().orElse(0);
    }

    /**
     * Holds the live version where it is, gives the new one a moment to come as far, holds that too and looks again:
     * without the moment, a stream of writes without a pause could put the switch off for ever.
     */
    private Mono<Boolean> overtake(ProjectionVersion next, ProjectionVersion live) {
        Marks after = new Marks(tables(next));
        return new Marks(tables(live))
                .holdAll()
                .flatMap(held -> after.all()
                        .map(marks -> covers(marks, held))
                        .repeatWhen(looked -> looked.take(HELD_LOOKS).delayElements(HELD_LOOK))
                        .takeUntil(covered -> covered)
                        .then(after.holdAll())
                        .flatMap(marks -> covers(marks, held) ? point(next, live) : Mono.just(false)));
    }

    private static boolean covers(Map<Integer, Mark> next, Map<Integer, Mark> live) {
        return live.entrySet().stream()
                .allMatch(mark -> next.getOrDefault(mark.getKey(), Mark.NONE).position()
                        >= mark.getValue().position());
    }

    /**
     * Ends the version before, so that no reader who goes from one to the other goes back. Moves the pointer, ends the rebuild
     * that made the new version, and whatever was being made of older code.
     */
    private Mono<Boolean> point(ProjectionVersion next, @Nullable ProjectionVersion before) {
        return done(next)
                .filter(done -> done)
                .flatMap(done -> (before == null
                                ? Mono.<Void>empty()
                                : new Marks(tables(before)).end().then(retire(before)))
                        .then(state(next, "state = 'live', retired_at = NULL"))
                        .then(giveUpOlder(next))
                        .doOnSuccess(moved -> log.info("Projection {} is read in {}", next.name(), next.label()))
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> done(ProjectionVersion next) {
        return next.build() == 0
                ? Mono.just(true)
                : client.sql("""
                                UPDATE query.rebuild SET state = 'done', stopped_at = now(), worker = NULL
                                WHERE id = :id AND state = 'catching-up'""").bind("id", next.build()).fetch().rowsUpdated().map(updated -> updated > 0);
    }

    private Mono<Void> giveUpOlder(ProjectionVersion next) {
        return client.sql("""
                        UPDATE query.rebuild SET state = 'cancelled', stopped_at = now(), worker = NULL
                        WHERE name = :name AND version < :version
                            AND state IN ('loading', 'catching-up', 'paused', 'failed')""")
                .bind("name", next.name())
                .bind("version", next.version())
                .then()
                .then(client.sql("""
                                UPDATE query.projection_version SET state = 'retired', retired_at = now()
                                WHERE name = :name AND version < :version AND state = 'building'""")
                        .bind("name", next.name())
                        .bind("version", next.version())
                        .then());
    }

    /** From now on its tables are read by nobody who knows, and are dropped in a minute. */
    Mono<Void> retire(ProjectionVersion version) {
        return state(version, "state = 'retired', retired_at = now()");
    }

    private Mono<Void> state(ProjectionVersion version, String change) {
        return client.sql("UPDATE query.projection_version SET " + change
                        + " WHERE name = :name AND version = :version AND build = :build")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("build", version.build())
                .then();
    }

    static ProjectionVersion version(Readable row) {
        return new ProjectionVersion(
                row.get("name", String.class), row.get("version", Integer.class), row.get("build", Long.class));
    }

    /** An error, since an empty answer would be kept for ever. */
    private static final class PointerMissing extends RuntimeException {

        PointerMissing() {
            super("No version is live yet", null, false, false);
        }
    }
}
