package studio.greenroom.kernel.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Says in our log, and at most once a minute, that spans are lost; else they are, with a stack trace, on the terminal. */
final class LoggedExporter implements SpanExporter {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LoggedExporter.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** Kept, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger ITS_OWN = Logger.getLogger("io.opentelemetry.exporter");

    private final SpanExporter exporter;
    private final AtomicLong said = new AtomicLong(System.nanoTime() - PAUSE);

    LoggedExporter(SpanExporter exporter) {
        this.exporter = exporter;
        ITS_OWN.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            long last = said.get();
            long now = System.nanoTime();
            if (!result.isSuccess() && now - last >= PAUSE && said.compareAndSet(last, now)) {
                log.warn("The collector does not take spans: {}", String.valueOf(result.getFailureThrowable()));
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
