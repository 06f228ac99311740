package studio.greenroom.saga.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.consumer.SagaBatch.Held;
import studio.greenroom.saga.generation.GenerationSaga;

/** Reads a batch's sagas in one SELECT and writes what became of them. */
final class SagaTables {

    private final JdbcTemplate jdbc;

    SagaTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All sagas that these generations lead to. */
    SagaBatch load(Collection<String> generations) {
        SagaBatch batch = new SagaBatch();
        Map<String, String> states = new HashMap<>();
        Map<String, Set<AssociationValue>> associations = new HashMap<>();
        jdbc.query(
                """
                SELECT s.id, s.state, a.key, a.value
                FROM saga s JOIN saga_association a ON a.saga_id = s.id
                WHERE s.id IN (SELECT saga_id FROM saga_association WHERE key = ? AND value = ANY (?))
                """,
                row -> {
                    states.put(row.getString(1), row.getString(2));
                    associations
                            .computeIfAbsent(row.getString(1), id -> new HashSet<>())
                            .add(new AssociationValue(row.getString(3), row.getString(4)));
                },
                GenerationSaga.GENERATION,
                new SqlArrayValue("text", generations.toArray()));
        states.forEach((id, state) -> batch.hold(
                new Held(id, Json.read(state, GenerationSaga.class), true, associations.getOrDefault(id, Set.of()))));
        return batch;
    }

    void write(SagaBatch batch) {
        List<String> deleted = batch.deletedSagas();
        if (!deleted.isEmpty()) {
            jdbc.update("DELETE FROM saga WHERE id = ANY (?)", new SqlArrayValue("text", deleted.toArray()));
        }
        List<Held> changed = batch.changedSagas();
        if (changed.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                "INSERT INTO saga (id, state) VALUES (?, ?) "
                        + "ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated_at = now()",
                changed.stream()
                        .map(s -> new Object[] {s.id, Json.write(s.saga)})
                        .toList());
        associate(changed.stream().filter(s -> s.associationsChanged).toList());
    }

    private void associate(List<Held> sagas) {
        List<String> stored =
                sagas.stream().filter(s -> s.stored).map(s -> s.id).toList();
        if (!stored.isEmpty()) {
            jdbc.update(
                    "DELETE FROM saga_association WHERE saga_id = ANY (?)",
                    new SqlArrayValue("text", stored.toArray()));
        }
        List<Object[]> rows = new ArrayList<>();
        for (Held saga : sagas) {
            saga.associations.forEach(a -> rows.add(new Object[] {a.getKey(), a.getValue(), saga.id}));
        }
        jdbc.batchUpdate("INSERT INTO saga_association (key, value, saga_id) VALUES (?, ?, ?)", rows);
    }
}
