package studio.greenroom.query.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.query.database.QueryDatabase;

/** What is known of rebuilds: rows that outlive every process. One of a projection is open at a time. */
@Component
public class Rebuilds {

    private static final String RUNNING = "state IN ('loading', 'catching-up')";

    private final DatabaseClient client;
    private final Clock clock;

    public Rebuilds(QueryDatabase database, Clock clock) {
        this.client = database.consuming();
        this.clock = clock;
    }

    /** The projection's last rebuild, whatever became of it. */
    public Mono<Rebuild> last(String projection) {
        return rebuild(
                "SELECT " + Rebuild.COLUMNS + " FROM query.rebuild WHERE name = :name ORDER BY id DESC LIMIT 1",
                projection);
    }

    Flux<Rebuild> running() {
        Instant now = clock.instant();
        return client.sql("SELECT " + Rebuild.COLUMNS + " FROM query.rebuild WHERE " + RUNNING)
                .map(row -> Rebuild.of(row, now))
                .all();
    }

    /** Lets nobody else start or resume a rebuild until the transaction ends, and counts those that run. */
    Mono<Long> lockAndCount() {
        return client.sql("SELECT pg_advisory_xact_lock(hashtext('greenroom.rebuild'))")
                .then()
                .then(client.sql("SELECT count(*) AS n FROM query.rebuild WHERE " + RUNNING)
                        .map(row -> row.get("n", Long.class))
                        .one());
    }

    Mono<Rebuild> start(ProjectionVersion live, long total) {
        return client.sql("""
                        INSERT INTO query.rebuild (name, version, state, total, started_at, resumed_at)
                        VALUES (:name, :version, 'loading', :total, :now, :now)""")
                .bind("name", live.name())
                .bind("version", live.version())
                .bind("total", total)
                .bind("now", clock.instant())
                .then()
                .then(last(live.name()));
    }

    /** Empty when it does not run. */
    Mono<Rebuild> pause(String projection) {
        return changed("""
                        UPDATE query.rebuild SET state = 'paused', stopped_at = :now, worker = NULL
                        WHERE name = :name AND\s""" + RUNNING, projection);
    }

    /** It goes on from where it stopped; empty when it is neither paused nor failed. */
    Mono<Rebuild> resume(String projection) {
        return changed("""
                        UPDATE query.rebuild SET state = 'loading', resumed_at = :now, resumed_events = events,
                            stopped_at = NULL, failed_event = NULL, failed_position = NULL, failed_type = NULL,
                            failed_reason = NULL
                        WHERE name = :name AND state IN ('paused', 'failed')""", projection);
    }

    /** Empty when it is over. */
    Mono<Rebuild> cancel(String projection) {
        return changed("""
                        UPDATE query.rebuild SET state = 'cancelled', stopped_at = :now, worker = NULL
                        WHERE name = :name AND state IN ('loading', 'catching-up', 'paused', 'failed')""", projection);
    }

    private Mono<Rebuild> changed(String update, String projection) {
        return rebuild(update + " RETURNING " + Rebuild.COLUMNS, projection);
    }

    private Mono<Rebuild> rebuild(String statement, String projection) {
        Instant now = clock.instant();
        GenericExecuteSpec sql = client.sql(statement).bind("name", projection);
        return (statement.contains(":now") ? sql.bind("now", now) : sql)
                .map(row -> Rebuild.of(row, now))
                .one();
    }

    /**
     * Counts events inside the transaction that takes them.
     *
     * @throws RebuildHalted when it is paused, cancelled or failed, so that they are not taken
     */
    Mono<Void> took(long id, long events) {
        return required(
                id,
                client.sql("UPDATE query.rebuild SET events = events + :events WHERE id = :id"
                                + " AND state IN ('loading', 'catching-up', 'done')")
                        .bind("events", events));
    }

    /** Stops it at an event. Does nothing when it does not run. */
    Mono<Void> fail(long id, Envelope event, String reason) {
        return client.sql("""
                        UPDATE query.rebuild SET state = 'failed', stopped_at = :now, worker = NULL,
                            failed_event = :event, failed_position = :position, failed_type = :type,
                            failed_reason = :reason
                        WHERE id = :id AND\s""" + RUNNING)
                .bind("id", id)
                .bind("now", clock.instant())
                .bind("event", event.eventId())
                .bind("position", event.position())
                .bind("type", event.type())
                .bind("reason", reason)
                .then();
    }

    /** Whether this worker is the one to load it, now and until the lease is over. */
    Mono<Boolean> claim(long id, String worker, Duration lease) {
        Instant now = clock.instant();
        return client.sql("""
                        UPDATE query.rebuild SET worker = :worker, worker_until = :until
                        WHERE id = :id AND state = 'loading'
                            AND (worker IS NULL OR worker = :worker OR worker_until < :now)""")
                .bind("id", id)
                .bind("worker", worker)
                .bind("until", now.plus(lease))
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(updated -> updated > 0);
    }

    /** Gives back whatever this worker has claimed. */
    Mono<Void> release(String worker) {
        return client.sql("UPDATE query.rebuild SET worker = NULL WHERE worker = :worker")
                .bind("worker", worker)
                .then();
    }

    Mono<Void> loaded(long id) {
        return required(
                id,
                client.sql(
                        "UPDATE query.rebuild SET state = 'catching-up', worker = NULL WHERE id = :id AND state = 'loading'"));
    }

    Mono<Void> total(long id, long total) {
        return client.sql("UPDATE query.rebuild SET total = :total WHERE id = :id AND " + RUNNING)
                .bind("id", id)
                .bind("total", total)
                .then();
    }

    private static Mono<Void> required(long id, GenericExecuteSpec update) {
        return update.bind("id", id)
                .fetch()
                .rowsUpdated()
                .flatMap(updated -> updated > 0 ? Mono.empty() : Mono.error(new RebuildHalted(id)));
    }
}
