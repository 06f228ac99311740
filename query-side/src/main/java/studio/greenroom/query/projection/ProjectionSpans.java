package studio.greenroom.query.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;

/**
 * What a read model that people read took in, as traces tell it: from the beginning of a transaction until its commit. A
 * rebuild is told by nobody, since nobody waits for it.
 */
final class ProjectionSpans {

    private static final String PARKED = "parked";

    private final Projection projection;
    private final Tracing tracing;

    ProjectionSpans(Projection projection, Tracing tracing) {
        this.projection = projection;
        this.tracing = tracing;
    }

    Instant now() {
        return tracing.now();
    }

    void taken(List<Envelope> events, Instant began) {
        events.stream().filter(projection::concerns).forEach(event -> done(event, began, null));
    }

    void parked(Envelope event) {
        done(event, tracing.now(), PARKED);
    }

    private void done(Envelope event, Instant began, @Nullable String failure) {
        tracing.done(
                event.correlationId(),
                began,
                () -> Work.of(
                                Work.Kind.DELIVERY,
                                "projection " + projection.name(),
                                SpanIds.ofCommand(event.commandId()),
                                null)
                        .about(event)
                        .with("greenroom.event.type", event.type())
                        .failed(failure));
    }
}
