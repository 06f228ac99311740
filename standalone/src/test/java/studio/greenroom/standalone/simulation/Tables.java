package studio.greenroom.standalone.simulation;

import java.util.Map;
import java.util.TreeMap;
import studio.greenroom.saga.consumer.OpenBatch;

/** The saga side's database. Its rows never change, so that a copy of the maps is a copy of all. */
final class Tables {

    final Map<String, OpenBatch.Row> sagas;
    final FakeOutbox outbox;
    final FakeAttempts attempts;
    final FakeTimers timers;
    long position;

    Tables(VirtualTime time, Mistake mistake) {
        sagas = new TreeMap<>();
        outbox = new FakeOutbox(time);
        attempts = new FakeAttempts(time, outbox, mistake);
        timers = new FakeTimers();
    }

    private Tables(Tables other) {
        sagas = new TreeMap<>(other.sagas);
        outbox = new FakeOutbox(other.outbox);
        attempts = new FakeAttempts(other.attempts, outbox);
        timers = new FakeTimers(other.timers);
        position = other.position;
    }

    Tables copy() {
        return new Tables(this);
    }
}
