package studio.greenroom.saga.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import studio.greenroom.saga.deadletter.DeadLetters;
import studio.greenroom.saga.outbox.OutboxBacklog;

/** Gauges of the sagas' backlog and of what was given up. They ask the database when they are read. */
public final class SagaMeters {

    public SagaMeters(MeterRegistry meters, OutboxBacklog backlog, DeadLetters letters) {
        Gauge.builder("greenroom.outbox.size", backlog, orNaN(b -> b.now().size()))
                .description("Commands that wait to be sent or acknowledged")
                .register(meters);
        Gauge.builder("greenroom.outbox.age", backlog, orNaN(b -> b.now().age().toMillis() / 1_000.0))
                .baseUnit("seconds")
                .description("Age of the oldest of them")
                .register(meters);
        Gauge.builder("greenroom.saga.dead.letters", letters, orNaN(DeadLetters::count))
                .description("Parked events and refused commands")
                .register(meters);
    }

    private static <T> ToDoubleFunction<T> orNaN(ToDoubleFunction<T> question) {
        return of -> {
            try {
                return question.applyAsDouble(of);
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }
}
