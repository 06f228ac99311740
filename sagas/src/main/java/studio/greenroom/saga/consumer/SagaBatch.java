package studio.greenroom.saga.consumer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.generation.Effects;
import studio.greenroom.saga.generation.GenerationSaga;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;

/**
 * The sagas and effects of one transaction, in memory: read before the first event, written after the last one.
 * It is thrown away when anything fails.
 */
public final class SagaBatch implements SagaStore<GenerationSaga>, Effects {

    /** A saga within the batch. */
    static final class Held implements Entry<GenerationSaga> {

        final String id;
        final GenerationSaga saga;
        final boolean stored;
        Set<AssociationValue> associations;
        boolean associationsChanged;
        boolean changed;
        boolean deleted;

        Held(String id, GenerationSaga saga, boolean stored, Set<AssociationValue> associations) {
            this.id = id;
            this.saga = saga;
            this.stored = stored;
            this.associations = Set.copyOf(associations);
            this.associationsChanged = !stored;
        }

        @Override
        public Set<AssociationValue> associationValues() {
            return associations;
        }

        @Override
        public GenerationSaga saga() {
            return saga;
        }
    }

    private final Map<String, Held> sagas = new LinkedHashMap<>();
    private final Map<AssociationValue, Set<String>> byAssociation = new HashMap<>();
    private final List<Outgoing> commands = new ArrayList<>();
    private final Map<String, TimedCommand> timers = new LinkedHashMap<>();
    private final Set<String> cancelledTimers = new LinkedHashSet<>();
    private final List<AttemptOrder> calls = new ArrayList<>();
    private final Set<String> abandoned = new LinkedHashSet<>();

    void hold(Held saga) {
        sagas.put(saga.id, saga);
        index(saga);
    }

    private Held held(String id) {
        return Objects.requireNonNull(sagas.get(id));
    }

    private void index(Held saga) {
        saga.associations.forEach(
                a -> byAssociation.computeIfAbsent(a, value -> new HashSet<>()).add(saga.id));
    }

    @Override
    public Set<String> findSagas(Class<? extends GenerationSaga> type, AssociationValue value) {
        return byAssociation.getOrDefault(value, Set.of()).stream()
                .map(sagas::get)
                .filter(s -> !s.deleted && s.associations.contains(value))
                .map(s -> s.id)
                .collect(Collectors.toSet());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends GenerationSaga> @Nullable Entry<S> loadSaga(Class<S> type, String id) {
        Held held = sagas.get(id);
        return held == null || held.deleted ? null : (Entry<S>) held;
    }

    @Override
    public void insertSaga(
            Class<? extends GenerationSaga> type, String id, GenerationSaga saga, Set<AssociationValue> associations) {
        Held held = new Held(id, saga, false, associations);
        held.changed = true;
        hold(held);
    }

    @Override
    public void updateSaga(
            Class<? extends GenerationSaga> type, String id, GenerationSaga saga, AssociationValues associations) {
        Held held = held(id);
        held.changed = true;
        if (!held.associations.equals(associations.asSet())) {
            held.associations = Set.copyOf(associations.asSet());
            held.associationsChanged = true;
            index(held);
        }
    }

    @Override
    public void deleteSaga(Class<? extends GenerationSaga> type, String id, Set<AssociationValue> associations) {
        held(id).deleted = true;
    }

    @Override
    public void send(Outgoing command) {
        commands.add(command);
    }

    @Override
    public void sendAt(Instant time, String timer, Outgoing command) {
        timers.putIfAbsent(timer, new TimedCommand(time, timer, command));
        cancelledTimers.remove(timer);
    }

    @Override
    public void cancel(String timer) {
        timers.remove(timer);
        cancelledTimers.add(timer);
    }

    @Override
    public void call(AttemptOrder order) {
        calls.add(order);
    }

    @Override
    public void abandon(String generationId) {
        abandoned.add(generationId);
    }

    List<Held> changedSagas() {
        return sagas.values().stream().filter(s -> s.changed && !s.deleted).toList();
    }

    List<String> deletedSagas() {
        return sagas.values().stream()
                .filter(s -> s.stored && s.deleted)
                .map(s -> s.id)
                .toList();
    }

    List<Outgoing> commands() {
        return commands;
    }

    List<TimedCommand> timers() {
        return List.copyOf(timers.values());
    }

    Set<String> cancelledTimers() {
        return cancelledTimers;
    }

    List<AttemptOrder> calls() {
        return calls;
    }

    Set<String> abandoned() {
        return abandoned;
    }
}
