package studio.greenroom.kernel.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Gives each request its place: below the caller's span as W3C's {@code traceparent} names it, or at the beginning of a
 * trace. Here and nowhere else it is decided whether a trace is recorded.
 */
final class Asks {

    private static final TextMapGetter<HttpHeaders> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpHeaders headers) {
            return headers.headerNames();
        }

        @Override
        public @Nullable String get(@Nullable HttpHeaders headers, String name) {
            return headers == null ? null : headers.getFirst(name);
        }
    };

    private final Sampler sampler;
    private final RandomGenerator random;

    /** @param ratio of the asks that are recorded when their caller does not say */
    Asks(double ratio, RandomGenerator random) {
        this.sampler = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
        this.random = random;
    }

    Ask of(HttpHeaders headers) {
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        SpanContext parent = Span.fromContext(context).getSpanContext();
        String trace = parent.isValid() ? parent.getTraceId() : digits() + digits();
        boolean recorded = sampler.shouldSample(context, trace, "", SpanKind.SERVER, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
        return new Ask(trace, digits(), parent.isValid() ? parent.getSpanId() : null, recorded);
    }

    /** 64 bits, and not all of them zero. */
    private String digits() {
        long bits = random.nextLong();
        return bits == 0 ? digits() : HexFormat.of().toHexDigits(bits);
    }
}
