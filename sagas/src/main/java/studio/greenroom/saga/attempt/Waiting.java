package studio.greenroom.saga.attempt;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.saga.database.SagaDatabase;

/**
 * A call that waits for its turn.
 *
 * @param ahead how many calls of its provider will be made before it, as things are now
 */
record Waiting(
        String owner,
        String generationId,
        int variant,
        int attempt,
        String kind,
        String provider,
        String model,
        int ahead) {

    /** Which call it is. */
    String key() {
        return generationId + '/' + variant + '/' + attempt;
    }

    /** The first of each provider's line, in the order in which {@code claim_attempts} will probably take them. */
    static List<Waiting> first(int most, SagaDatabase.Session database) {
        JdbcTemplate jdbc = database.jdbc();
        return jdbc.query(
                """
                WITH turns AS (
                    SELECT *, row_number() OVER (PARTITION BY provider, owner
                                                 ORDER BY created_at, generation_id, variant, attempt) AS turn
                    FROM attempt WHERE state = 'ready'),
                under_way AS (
                    SELECT provider, owner, count(*) AS calls FROM attempt WHERE state = 'calling' GROUP BY 1, 2),
                line AS (
                    SELECT turns.*, row_number() OVER (
                        PARTITION BY provider ORDER BY turn + coalesce(calls, 0), greatest(created_at, served_at),
                            created_at, generation_id, variant, attempt) - 1 AS ahead
                    FROM turns LEFT JOIN under_way USING (provider, owner)
                        LEFT JOIN attempt_turn USING (provider, owner))
                SELECT owner, generation_id, variant, attempt, kind, provider, model, ahead
                FROM line WHERE ahead < ?
                """,
                (row, n) -> new Waiting(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8)),
                most);
    }
}
