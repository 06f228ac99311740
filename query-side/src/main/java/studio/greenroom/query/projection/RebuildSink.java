package studio.greenroom.query.projection;

import io.r2dbc.spi.R2dbcException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventSink;
import studio.greenroom.kernel.stream.Mark;

/**
 * Takes events into a rebuild: the same projection, tables and marks, but nothing is parked. An event that can not be
 * taken stops the rebuild, and the live version knows nothing of it. Once people read the rebuild, it is a projection
 * like any other.
 */
final class RebuildSink implements EventSink {

    private static final Logger log = LoggerFactory.getLogger(RebuildSink.class);

    private final ProjectionSink sink;
    private final Rebuilds rebuilds;
    private final long id;

    RebuildSink(ProjectionSink sink, Rebuilds rebuilds) {
        this.sink = sink;
        this.rebuilds = rebuilds;
        this.id = sink.version().build();
    }

    @Override
    public Mono<Map<Integer, Mark>> assigned(Collection<Integer> partitions) {
        return sink.assigned(partitions);
    }

    @Override
    public Mono<Void> accept(List<Delivered> batch) {
        return sink.isLive().flatMap(live -> live ? sink.accept(batch) : strictly(batch));
    }

    private Mono<Void> strictly(List<Delivered> batch) {
        return sink.taken(batch, events -> rebuilds.took(id, events))
                .onErrorResume(
                        Faults::ofTheEvent, fault -> batch.size() == 1 ? stop(batch.get(0), fault) : halves(batch));
    }

    /** All before the event that is to blame is taken, so that it goes on from there when it is resumed. */
    private Mono<Void> halves(List<Delivered> batch) {
        int half = batch.size() / 2;
        return strictly(batch.subList(0, half)).then(Mono.defer(() -> strictly(batch.subList(half, batch.size()))));
    }

    private Mono<Void> stop(Delivered one, Throwable fault) {
        log.error(
                "Rebuild {} of {} stops at event {} {}",
                id,
                sink.version().name(),
                one.envelope().position(),
                one.envelope().type(),
                fault);
        return rebuilds.fail(id, one.envelope(), reason(fault)).then(Mono.error(new RebuildHalted(id)));
    }

    /** What others than we say of a failure may quote what is in the event. */
    private static String reason(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException database) {
                return "PostgreSQL refuses it: SQLSTATE " + database.getSqlState();
            }
        }
        StackTraceElement[] thrown = fault.getStackTrace();
        boolean ours = thrown.length > 0 && thrown[0].getClassName().startsWith("studio.greenroom.");
        return ours && fault.getMessage() != null
                ? fault.getMessage()
                : fault.getClass().getSimpleName();
    }
}
