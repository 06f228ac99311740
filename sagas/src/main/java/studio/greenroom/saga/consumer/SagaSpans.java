package studio.greenroom.saga.consumer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;

/** What sagas did for events, as traces tell it: from the beginning of a transaction until its commit. */
final class SagaSpans {

    private static final String PARKED = "parked";

    private final Tracing tracing;

    SagaSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    Instant now() {
        return tracing.now();
    }

    void handled(List<Envelope> events, Instant began) {
        events.forEach(event -> tracing.done(event.correlationId(), began, () -> work(event, null)));
    }

    void parked(Envelope event, Instant began) {
        tracing.done(event.correlationId(), began, () -> work(event, PARKED));
    }

    /** What could not be handled comes again, so only success has the span that its effects lead back to. */
    private static Work work(Envelope event, @Nullable String failure) {
        return Work.of(
                        Work.Kind.DELIVERY,
                        "saga " + event.type(),
                        SpanIds.ofCommand(event.commandId()),
                        failure == null ? SpanIds.ofSaga(event.eventId()) : null)
                .about(event)
                .failed(failure);
    }
}
