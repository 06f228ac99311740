package studio.greenroom.query.projection;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.query.database.QueryDatabase;

/** The dead letters: events that a projection could not take, each followed by all later ones of its stream. */
@Component
public class ParkedEvents {

    /** One dead letter; {@code error} is what its own or its predecessor's failure said. */
    public record Parked(
            long id,
            String consumer,
            long position,
            String type,
            String streamId,
            String error,
            int tries,
            Instant parkedAt) {}

    private static final int LONGEST_ERROR = 500;
    private static final String COLUMNS = "id, consumer, position, type, stream_id, error, tries, parked_at";

    private final DatabaseClient database;
    private final Clock clock;

    public ParkedEvents(QueryDatabase database, Clock clock) {
        this.database = database.consuming();
        this.clock = clock;
    }

    Mono<Boolean> any(String consumer) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM query.parked WHERE consumer = :consumer) AS parked")
                .bind("consumer", consumer)
                .map(row -> row.get("parked", Boolean.class))
                .one();
    }

    Mono<Set<String>> streams(String consumer, Collection<String> among) {
        return database.sql("""
                        SELECT DISTINCT stream_id FROM query.parked
                        WHERE consumer = :consumer AND stream_id = ANY(:streams)""")
                .bind("consumer", consumer)
                .bind("streams", among.toArray(String[]::new))
                .map(row -> row.get("stream_id", String.class))
                .all()
                .collect(Collectors.toSet());
    }

    Mono<Void> park(String consumer, List<Envelope> events, String error, int tries) {
        return Flux.fromIterable(events)
                .concatMap(event -> database.sql("""
                        INSERT INTO query.parked (consumer, stream_id, position, type, envelope, error, tries, parked_at)
                        VALUES (:consumer, :stream, :position, :type, :envelope, :error, :tries, :now)
                        ON CONFLICT (consumer, position) DO NOTHING""")
                        .bind("consumer", consumer)
                        .bind("stream", event.streamId())
                        .bind("position", event.position())
                        .bind("type", event.type())
                        .bind("envelope", Json.write(event))
                        .bind("error", shortened(error))
                        .bind("tries", tries)
                        .bind("now", clock.instant())
                        .then())
                .then();
    }

    /** The event that is first in the sequence of the stream; empty when nothing is parked any more. */
    Mono<Map.Entry<Long, Envelope>> first(String consumer, String streamId) {
        return database.sql("""
                        SELECT id, envelope FROM query.parked
                        WHERE consumer = :consumer AND stream_id = :stream ORDER BY position LIMIT 1""")
                .bind("consumer", consumer)
                .bind("stream", streamId)
                .map(row -> Map.entry(
                        row.get("id", Long.class), Json.read(row.get("envelope", String.class), Envelope.class)))
                .one();
    }

    /** @return how many there were: 0 when somebody else took it */
    Mono<Long> remove(long id) {
        return database.sql("DELETE FROM query.parked WHERE id = :id")
                .bind("id", id)
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> failedAgain(long id, String error) {
        return database.sql("UPDATE query.parked SET tries = tries + 1, error = :error WHERE id = :id")
                .bind("id", id)
                .bind("error", shortened(error))
                .then();
    }

    Mono<Void> forget(String consumer) {
        return database.sql("DELETE FROM query.parked WHERE consumer = :consumer")
                .bind("consumer", consumer)
                .then();
    }

    public Mono<Parked> find(long id) {
        return database.sql("SELECT " + COLUMNS + " FROM query.parked WHERE id = :id")
                .bind("id", id)
                .map(ParkedEvents::parked)
                .one();
    }

    /** In the order of parking, after the one with this id. */
    public Flux<Parked> list(long after, int limit) {
        return database.sql("SELECT " + COLUMNS + " FROM query.parked WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map(ParkedEvents::parked)
                .all();
    }

    public Mono<Map<String, Long>> counts() {
        return database.sql("SELECT consumer, count(*) AS parked FROM query.parked GROUP BY consumer")
                .map(row -> Map.entry(row.get("consumer", String.class), row.get("parked", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Parked parked(Readable row) {
        return new Parked(
                row.get("id", Long.class),
                row.get("consumer", String.class),
                row.get("position", Long.class),
                row.get("type", String.class),
                row.get("stream_id", String.class),
                row.get("error", String.class),
                row.get("tries", Integer.class),
                row.get("parked_at", Instant.class));
    }

    /** PostgreSQL's text takes no NUL, and a message may quote one. */
    private static String shortened(String error) {
        String clean = error.replace('\0', ' ');
        return clean.length() <= LONGEST_ERROR ? clean : clean.substring(0, LONGEST_ERROR);
    }
}
