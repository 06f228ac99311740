package studio.greenroom.saga.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import studio.greenroom.saga.outbox.OutboxBacklog;

/** Gauges of the sagas' backlog. They ask the database when they are read. */
public final class SagaMeters {

    public SagaMeters(MeterRegistry meters, OutboxBacklog backlog) {
        Gauge.builder("greenroom.outbox.size", backlog, b -> orNaN(b, Part.SIZE))
                .description("Commands that wait to be sent or acknowledged").register(meters);
        Gauge.builder("greenroom.outbox.age", backlog, b -> orNaN(b, Part.AGE)).baseUnit("seconds")
                .description("Age of the oldest of them").register(meters);
    }

    private enum Part { SIZE, AGE }

    private static double orNaN(OutboxBacklog backlog, Part part) {
        try {
            OutboxBacklog.Now now = backlog.now();
            return part == Part.SIZE ? now.size() : now.age().toMillis() / 1_000.0;
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }
}
