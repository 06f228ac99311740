package studio.greenroom.saga.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.outbox.Outbox;
import studio.greenroom.saga.outbox.Outgoing;

/**
 * The rows of attempts: ready, then calling under a lease, then answered together with the report in the outbox, then
 * reported; or cancelled while not yet called. Key and state of a row stay for ever, its texts for a time.
 */
public final class Attempts {

    /** A row under somebody's lease. */
    public record Leased(AttemptOrder order, String token) {}

    static final int CLEARED_AT_ONCE = 1_000;

    private static final RowMapper<Leased> LEASED =
            (row, n) -> new Leased(Json.read(row.getString(1), AttemptOrder.class), row.getString(2));

    private final SagaDatabase.Session database;
    private final JdbcTemplate jdbc;
    private final Outbox outbox;

    public Attempts(SagaDatabase.Session database) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.outbox = new Outbox(database);
    }

    /** Clears what was ordered long enough ago, a thousand rows at most; answers how many. */
    int clear() {
        return jdbc.update("""
                UPDATE attempt SET ordered = NULL, keep_until = NULL
                WHERE (generation_id, variant, attempt) IN (
                    SELECT generation_id, variant, attempt FROM attempt WHERE keep_until < now()
                    ORDER BY keep_until LIMIT ? FOR UPDATE SKIP LOCKED)
                """, CLEARED_AT_ONCE);
    }

    /** Owners whose last turn is long past stand in line as if they had had none. */
    void forgetTurns() {
        jdbc.update("DELETE FROM attempt_turn WHERE served_at < now() - interval '1 day'");
    }

    /** Orders calls; one that was ever ordered before is not ordered again. */
    public void open(List<AttemptOrder> orders) {
        if (!orders.isEmpty()) {
            jdbc.batchUpdate(
                    """
                    INSERT INTO attempt (generation_id, variant, attempt, kind, provider, model, owner, ordered)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (generation_id, variant, attempt) DO NOTHING
                    """,
                    orders.stream()
                            .map(o -> new Object[] {
                                o.generationId(),
                                o.variant(),
                                o.attempt(),
                                o.request().kind().word(),
                                o.provider(),
                                o.model(),
                                o.owner(),
                                Json.write(o)
                            })
                            .toList());
        }
    }

    /** What is not yet called never will be; what is being called may stop if it can. */
    public void abandon(Collection<String> generations) {
        if (!generations.isEmpty()) {
            SqlArrayValue ids = new SqlArrayValue("text", generations.toArray());
            jdbc.update(
                    "UPDATE attempt SET state = 'cancelled', ordered = NULL "
                            + "WHERE generation_id = ANY (?) AND state = 'ready'",
                    ids);
            jdbc.update(
                    "UPDATE attempt SET ended = true " + "WHERE generation_id = ANY (?) AND state = 'calling'", ids);
        }
    }

    /**
     * Takes ready rows of a provider, in fair turns between their owners. Committed before this returns, so that nobody
     * else calls for them.
     *
     * @param most   calls of this provider at the same time, over all processes
     * @param tokens as many as rows are wanted at most
     */
    List<Leased> claim(String provider, int most, List<String> tokens, Duration lease) {
        return jdbc.query(
                "SELECT ordered, token FROM claim_attempts(?, ?, ?, ? * interval '1 ms')",
                LEASED,
                provider,
                most,
                new SqlArrayValue("text", tokens.toArray()),
                lease.toMillis());
    }

    /** Takes ready rows of providers that are none of these: they were configured once. */
    List<Leased> claimOrphans(Set<String> providers, List<String> tokens, Duration lease) {
        return lease(
                "state = 'ready' AND provider <> ALL (?)",
                List.of(new SqlArrayValue("text", providers.toArray())),
                "created_at",
                tokens,
                lease);
    }

    /**
     * Takes over calls whose worker has been silent for longer than its lease.
     *
     * @param own tokens of calls that this process is still making: after a machine's sleep their leases look dead too
     */
    List<Leased> takeOver(Set<String> own, List<String> tokens, Duration lease) {
        return lease(
                "state = 'calling' AND lease_until < now() AND lease_token <> ALL (?)",
                List.of(new SqlArrayValue("text", own.toArray())),
                "lease_until",
                tokens,
                lease);
    }

    private List<Leased> lease(String which, List<?> parameters, String order, List<String> tokens, Duration lease) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(tokens.size(), new SqlArrayValue("text", tokens.toArray()), lease.toMillis()));
        return jdbc.query("""
                WITH chosen AS (
                    SELECT generation_id, variant, attempt FROM attempt WHERE %s
                    ORDER BY %s LIMIT ? FOR UPDATE SKIP LOCKED),
                numbered AS (SELECT *, row_number() OVER () AS n FROM chosen)
                UPDATE attempt a SET state = 'calling', called_at = coalesce(a.called_at, now()),
                    lease_token = (?::text[])[numbered.n], lease_until = now() + ? * interval '1 ms'
                FROM numbered WHERE a.generation_id = numbered.generation_id
                    AND a.variant = numbered.variant AND a.attempt = numbered.attempt
                RETURNING a.ordered, a.lease_token
                """.formatted(which, order), LEASED, all.toArray());
    }

    /**
     * Says that these calls are still being made.
     *
     * @return the tokens that still hold, each with whether its generation has ended meanwhile
     */
    Map<String, Boolean> renew(Collection<String> tokens, Duration lease) {
        Map<String, Boolean> held = new HashMap<>();
        jdbc.query(
                """
                UPDATE attempt SET lease_until = now() + ? * interval '1 ms'
                WHERE lease_token = ANY (?) AND state = 'calling' RETURNING lease_token, ended
                """,
                row -> {
                    held.put(row.getString(1), row.getBoolean(2));
                },
                lease.toMillis(),
                new SqlArrayValue("text", tokens.toArray()));
        return held;
    }

    /**
     * Keeps an answer and, with it, the report that is to be sent.
     *
     * @param keep how long what was ordered is kept to be looked into
     * @return false when the lease was lost: the attempt has been closed by somebody else
     */
    boolean answer(Leased attempt, AttemptOutcome outcome, Duration keep) {
        Long took = outcome instanceof AttemptOutcome.Failed ? null : outcome.durationMillis();
        return database.computeInTransaction(() -> {
            boolean held = jdbc.update("""
                    UPDATE attempt SET state = 'answered', answered_at = now(), lease_token = NULL, lease_until = NULL,
                        took_millis = ?, keep_until = now() + ? * interval '1 ms'
                    WHERE lease_token = ? AND state = 'calling'
                    """, took, keep.toMillis(), attempt.token()) == 1;
            if (held) {
                AttemptOrder order = attempt.order();
                outbox.addReport(
                        new Outgoing(
                                new ReportAttempt(order.generationId(), order.variant(), order.attempt(), outcome),
                                order.report()),
                        order.variant(),
                        order.attempt());
            }
            return held;
        });
    }
}
