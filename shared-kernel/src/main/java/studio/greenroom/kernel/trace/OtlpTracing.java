package studio.greenroom.kernel.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.kernel.id.Ids;

/**
 * Makes spans of work that is done and sends them in batches, from a thread of its own. What a collector does not take
 * is dropped: tracing holds nobody up.
 */
final class OtlpTracing implements Tracing, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OtlpTracing.class);
    private static final Duration SEND_EVERY = Duration.ofSeconds(1);
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(5);
    private static final int CLOSE_SECONDS = 3;

    private static final Map<Work.Kind, SpanKind> KINDS = Map.of(
            Work.Kind.REQUEST, SpanKind.SERVER,
            Work.Kind.CALL, SpanKind.CLIENT,
            Work.Kind.PUBLICATION, SpanKind.PRODUCER,
            Work.Kind.DELIVERY, SpanKind.CONSUMER,
            Work.Kind.INSIDE, SpanKind.INTERNAL);

    private final ChosenIds ids = new ChosenIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Clock clock;

    /**
     * @param service  what this process is called
     * @param instance tells it from others of the same name
     */
    OtlpTracing(String endpoint, String service, String instance, Clock clock) {
        this.clock = clock;
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                service,
                                AttributeKey.stringKey("service.instance.id"),
                                instance))))
                .setIdGenerator(ids)
                // It was decided where the trace began.
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(BatchSpanProcessor.builder(new LoggedExporter(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint)
                                .setTimeout(SEND_PATIENCE)
                                .build()))
                        .setScheduleDelay(SEND_EVERY)
                        .build())
                .build();
        this.tracer = provider.get("studio.greenroom");
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void done(String correlationId, Instant began, Supplier<Work> work) {
        if (!Ids.isId(Ids.TRACED_ASK, correlationId)) {
            return;
        }
        try {
            String trace = Ids.hex(correlationId);
            if (trace != null) {
                tell(trace, began, work.get());
            }
        } catch (RuntimeException e) {
            log.warn("A span is lost", e);
        }
    }

    private void tell(String trace, Instant began, Work work) {
        SpanBuilder builder = tracer.spanBuilder(work.name())
                .setSpanKind(KINDS.getOrDefault(work.kind(), SpanKind.INTERNAL))
                .setStartTimestamp(began);
        String parent = work.parent();
        if (parent == null) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root()
                    .with(Span.wrap(SpanContext.createFromRemoteParent(
                            trace, parent, TraceFlags.getSampled(), TraceState.getDefault()))));
        }
        work.facts().forEach((fact, value) -> {
            if (value instanceof Long number) {
                builder.setAttribute(fact, number);
            } else {
                builder.setAttribute(fact, value.toString());
            }
        });
        Span span = ids.choosing(trace, work.id(), builder::startSpan);
        if (work.failure() != null) {
            span.setStatus(StatusCode.ERROR, work.failure());
        }
        span.end(clock.instant());
    }

    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
