package studio.greenroom.saga.consumer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.axonframework.modelling.saga.AssociationValue;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.consumer.SagaBatch.Held;
import studio.greenroom.saga.generation.GenerationSaga;
import studio.greenroom.saga.generation.RetryPolicies;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.provider.Assignments;
import studio.greenroom.saga.timer.TimedCommand;

/** Opens a batch of sagas to the simulation, which keeps their rows itself. */
public final class OpenBatch {

    /** @param state as JSON: what is not in it is lost with the batch */
    public record Row(String state, Set<AssociationValue> associations) {}

    private final SagaBatch batch = new SagaBatch();
    private final SagaRunner runner;

    public OpenBatch(Map<String, Row> rows, RetryPolicies policies, Assignments assignments, Supplier<String> sagaIds) {
        rows.forEach((id, row) ->
                batch.hold(new Held(id, Json.read(row.state(), GenerationSaga.class), true, row.associations())));
        runner = new SagaRunner(batch, saga -> ((GenerationSaga) saga).equip(batch, policies, assignments), sagaIds);
    }

    public void handle(Recorded event) {
        runner.handle(event);
    }

    public Map<String, Row> changed() {
        Map<String, Row> rows = new TreeMap<>();
        batch.changedSagas().forEach(held -> rows.put(held.id, new Row(Json.write(held.saga), held.associations)));
        return rows;
    }

    public List<String> deleted() {
        return batch.deletedSagas();
    }

    public List<Outgoing> commands() {
        return batch.commands();
    }

    public List<AttemptOrder> calls() {
        return batch.calls();
    }

    public Set<String> abandoned() {
        return batch.abandoned();
    }

    public Set<String> cancelledTimers() {
        return batch.cancelledTimers();
    }

    public List<TimedCommand> timers() {
        return batch.timers();
    }
}
