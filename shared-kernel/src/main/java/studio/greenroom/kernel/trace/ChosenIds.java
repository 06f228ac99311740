package studio.greenroom.kernel.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a span the ids that were chosen for it, where OpenTelemetry would draw them. */
final class ChosenIds implements IdGenerator {

    private record Chosen(String trace, @Nullable String span) {}

    /** Set for the moment in which a span is made. */
    private static final ThreadLocal<@Nullable Chosen> CHOSEN = new ThreadLocal<>();

    private final IdGenerator any = IdGenerator.random();

    /** @param span null for any */
    <T> T choosing(String trace, @Nullable String span, Supplier<T> start) {
        CHOSEN.set(new Chosen(trace, span));
        try {
            return start.get();
        } finally {
            CHOSEN.remove();
        }
    }

    @Override
    public String generateTraceId() {
        Chosen ids = CHOSEN.get();
        return ids == null ? any.generateTraceId() : ids.trace;
    }

    @Override
    public String generateSpanId() {
        Chosen ids = CHOSEN.get();
        return ids == null || ids.span == null ? any.generateSpanId() : ids.span;
    }
}
