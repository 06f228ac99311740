package studio.greenroom.saga.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.saga.consumer.SagaSink;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.outbox.Outbox;

/** The sagas' dead letters, oldest first, and their second chance. */
public final class DeadLetters {

    private static final String LIST = "saga-dead-letters";
    private static final String EVENT = "event-";
    private static final String COMMAND = "command-";

    /** The last letter of the page before. */
    private record After(Instant time, String id) {

        static final After NOTHING = new After(Instant.EPOCH, "");

        String cursor() {
            return Cursor.of(LIST, time + "|" + id);
        }

        static After read(@Nullable String cursor) {
            if (cursor == null) {
                return NOTHING;
            }
            String place = Cursor.read(LIST, cursor);
            int bar = place.indexOf('|');
            try {
                return new After(Instant.parse(place.substring(0, bar)), place.substring(bar + 1));
            } catch (DateTimeParseException | IndexOutOfBoundsException e) {
                throw Cursor.refused();
            }
        }
    }

    private final JdbcTemplate jdbc;
    private final SagaSink sink;
    private final Outbox outbox;
    private final Bell outboxBell;

    public DeadLetters(SagaDatabase.Session database, SagaSink sink, Outbox outbox, Bell outboxBell) {
        this.jdbc = database.jdbc();
        this.sink = sink;
        this.outbox = outbox;
        this.outboxBell = outboxBell;
    }

    /** @param cursor of the page, as the page before told it; null for the first */
    public Mono<Page<DeadLetter>> list(@Nullable String cursor, int limit) {
        After after = After.read(cursor);
        return Mono.fromCallable(() -> Page.of(
                        read(after, limit + 1),
                        limit,
                        letter -> letter,
                        last -> new After(last.parkedAt(), last.id()).cursor()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** How many there are; asks the database on the caller's thread. */
    public long count() {
        return Objects.requireNonNull(jdbc.queryForObject("""
                SELECT (SELECT count(*) FROM parked) + (SELECT count(*) FROM outbox WHERE refused IS NOT NULL)
                """, Long.class));
    }

    /** As {@link #retry(String)}, but a request that was done and comes again under its key does nothing. */
    public Mono<Void> retryOnce(String owner, IdempotencyKey request, String id) {
        String key = request.key();
        return key == null
                ? retry(id)
                : Mono.fromCallable(() -> done(owner, key, request))
                        .subscribeOn(Schedulers.boundedElastic())
                        .flatMap(done -> done
                                ? Mono.<Void>empty()
                                : retry(id)
                                        .then(Mono.<Void>fromRunnable(() -> jdbc.update(
                                                        "INSERT INTO kept_answer (owner, key, fingerprint) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                                                        owner,
                                                        key,
                                                        request.fingerprint()))
                                                .subscribeOn(Schedulers.boundedElastic())));
    }

    private boolean done(String owner, String key, IdempotencyKey request) {
        List<String> earlier = jdbc.queryForList(
                "SELECT fingerprint FROM kept_answer WHERE owner = ? AND key = ?", String.class, owner, key);
        earlier.forEach(request::requireSame);
        return !earlier.isEmpty();
    }

    /**
     * Tries again. For an event this means its whole sequence, oldest first.
     *
     * @return empty when all went well; a problem when it is gone, or fails again
     */
    public Mono<Void> retry(String id) {
        Long number = number(id);
        if (number == null) {
            return Mono.error(Problem.notFound());
        }
        if (id.startsWith(EVENT)) {
            return sink.retry(number)
                    .switchIfEmpty(Mono.error(Problem::notFound))
                    .flatMap(done -> done
                            ? Mono.empty()
                            : Mono.error(new Problem(ProblemCode.CONFLICT, "It failed again; its error says why.")));
        }
        return Mono.fromCallable(() -> outbox.retryRefused(number))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> {
                    outboxBell.ring();
                    return found ? Mono.empty() : Mono.error(Problem.notFound());
                });
    }

    private List<DeadLetter> read(After after, int most) {
        return jdbc.query(
                """
                SELECT * FROM (
                    SELECT 'event-' || id AS id, consumer, position, type, sequence AS stream_id, error, tries,
                           parked_at
                    FROM parked
                    UNION ALL
                    SELECT 'command-' || id, 'outbox', NULL, command_type, stream_id,
                           refused || ': ' || coalesce(error, ''), tries, created_at
                    FROM outbox WHERE refused IS NOT NULL) letters
                WHERE (parked_at, id) > (?, ?) ORDER BY parked_at, id LIMIT ?
                """,
                (row, n) -> new DeadLetter(
                        row.getString("id"),
                        row.getString("consumer"),
                        row.getObject("position", Long.class),
                        row.getString("type"),
                        row.getString("stream_id"),
                        row.getString("error"),
                        row.getInt("tries"),
                        row.getObject("parked_at", OffsetDateTime.class).toInstant()),
                after.time().atOffset(ZoneOffset.UTC),
                after.id(),
                most);
    }

    private static @Nullable Long number(String id) {
        String digits = id.startsWith(EVENT)
                ? id.substring(EVENT.length())
                : id.startsWith(COMMAND) ? id.substring(COMMAND.length()) : "";
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }
}
