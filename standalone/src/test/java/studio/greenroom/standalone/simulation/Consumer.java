package studio.greenroom.standalone.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.saga.consumer.OpenBatch;
import studio.greenroom.saga.timer.TimedCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Leads events to sagas, a batch in one transaction, as {@link studio.greenroom.saga.consumer.SagaTransaction} does. */
final class Consumer extends Participant {

    private static final JsonMapper MAPPER = new JsonMapper();

    private int sagas;

    Consumer(World world) {
        super(world, "consumer");
    }

    @Override
    void born() {
        // What it knows is in the database: where it is.
    }

    @Override
    @Nullable
    Instant round() {
        List<Envelope> events = world.log.after(world.tables().position, world.dice.from(1, 8));
        if (events.isEmpty()) {
            return null;
        }
        OpenBatch handled = world.transaction(tables -> handle(events, tables));
        world.handled(handled.abandoned());
        world.dice.mayCrash();
        return world.time.instant();
    }

    private OpenBatch handle(List<Envelope> events, Tables tables) {
        OpenBatch batch = new OpenBatch(
                rows(tables), world.policies, kind -> FakeProviders.DEFAULT, () -> "sga_" + world.seed + "_" + sagas++);
        for (Envelope event : events) {
            batch.handle(Recorded.read(event));
            world.dice.mayCrash();
        }
        batch.deleted().forEach(tables.sagas::remove);
        tables.sagas.putAll(batch.changed());
        world.dice.mayCrash();
        tables.outbox.add(batch.commands());
        world.dice.mayCrash();
        tables.attempts.open(batch.calls());
        tables.attempts.abandon(batch.abandoned());
        world.dice.mayCrash();
        tables.timers.cancel(batch.cancelledTimers());
        tables.timers.set(batch.timers().stream().map(this::timed).toList());
        world.dice.mayCrash();
        tables.position = events.get(events.size() - 1).position();
        return batch;
    }

    private Map<String, OpenBatch.Row> rows(Tables tables) {
        return world.mistake != Mistake.OLD_REVISIONS_HANDLED
                ? tables.sagas
                : tables.sagas.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> forgetful(e.getValue()), (a, b) -> a, TreeMap::new));
    }

    private static OpenBatch.Row forgetful(OpenBatch.Row row) {
        ObjectNode state = ((ObjectNode) MAPPER.readTree(row.state())).put("revision", 0);
        return new OpenBatch.Row(state.toString(), row.associations());
    }

    private TimedCommand timed(TimedCommand timer) {
        return world.mistake == Mistake.TIMERS_FIRE_AT_ONCE && timer.timer().contains("/attempt-")
                ? new TimedCommand(world.time.instant(), timer.timer(), timer.command())
                : timer;
    }
}
