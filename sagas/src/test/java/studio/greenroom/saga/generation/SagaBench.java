package studio.greenroom.saga.generation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.consumer.SagaRunner;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.settings.GenerationSettings;

/** Runs the saga on serialised states, so that every event meets a saga that was just loaded, and keeps its effects. */
final class SagaBench implements SagaStore<GenerationSaga>, Effects {

    record Timer(Instant time, Outgoing command) {}

    private record Row(String state, Set<AssociationValue> associations) {}

    private final Map<String, Row> rows = new HashMap<>();
    final List<Outgoing> outgoing = new ArrayList<>();
    final Map<String, Timer> timers = new LinkedHashMap<>();
    final List<AttemptOrder> calls = new ArrayList<>();
    final Set<String> abandoned = new HashSet<>();
    private final SagaRunner runner;
    private int ids;

    SagaBench(GenerationSettings settings) {
        runner = new SagaRunner(
                this,
                saga -> ((GenerationSaga) saga)
                        .equip(this, RetryPolicies.of(settings), kind -> new Assignment("stub", "model-1")),
                () -> "sga_" + ids++);
    }

    void handle(Envelope envelope) {
        runner.handle(Recorded.read(envelope));
    }

    List<Command> commands() {
        return outgoing.stream().map(Outgoing::command).toList();
    }

    List<String> commandIds() {
        return outgoing.stream().map(o -> o.cause().commandId()).toList();
    }

    /** Every saga is as if it had been stored so. */
    void stored(String state) {
        rows.replaceAll((id, row) -> new Row(state, row.associations()));
    }

    int sagas() {
        return rows.size();
    }

    @Override
    public Set<String> findSagas(Class<? extends GenerationSaga> type, AssociationValue value) {
        Set<String> found = new HashSet<>();
        rows.forEach((id, row) -> {
            if (row.associations().contains(value)) {
                found.add(id);
            }
        });
        return found;
    }

    @Override
    public <S extends GenerationSaga> Entry<S> loadSaga(Class<S> type, String id) {
        Row row = rows.get(id);
        S saga = Json.read(row.state(), type);
        return new Entry<>() {
            @Override
            public Set<AssociationValue> associationValues() {
                return row.associations();
            }

            @Override
            public S saga() {
                return saga;
            }
        };
    }

    @Override
    public void deleteSaga(Class<? extends GenerationSaga> type, String id, Set<AssociationValue> associations) {
        rows.remove(id);
    }

    @Override
    public void insertSaga(
            Class<? extends GenerationSaga> type, String id, GenerationSaga saga, Set<AssociationValue> associations) {
        rows.put(id, new Row(Json.write(saga), Set.copyOf(associations)));
    }

    @Override
    public void updateSaga(
            Class<? extends GenerationSaga> type, String id, GenerationSaga saga, AssociationValues associations) {
        insertSaga(type, id, saga, associations.asSet());
    }

    @Override
    public void send(Outgoing command) {
        outgoing.add(command);
    }

    @Override
    public void sendAt(Instant time, String timer, Outgoing command) {
        timers.putIfAbsent(timer, new Timer(time, command));
    }

    @Override
    public void cancel(String timer) {
        timers.remove(timer);
    }

    @Override
    public void call(AttemptOrder order) {
        calls.add(order);
    }

    @Override
    public void abandon(String generationId) {
        abandoned.add(generationId);
    }
}
