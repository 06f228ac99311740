package studio.greenroom.kernel.log;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.MDC;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.id.Ids;

/**
 * Whose work the lines that this thread logs are about, until it is closed: fields of their own in structured logs. One
 * person's ask can be followed through all sides by its correlation, and found among traces by the same 128 bits.
 */
public final class LogContext implements AutoCloseable {

    private static final String GENERATION = "gen_";

    private final Deque<MDC.MDCCloseable> fields = new ArrayDeque<>();

    private LogContext(String correlation, String owner, String stream) {
        fields.push(MDC.putCloseable("correlation", correlation));
        String trace = Ids.hex(correlation);
        if (trace != null) {
            fields.push(MDC.putCloseable("trace", trace));
        }
        fields.push(MDC.putCloseable("owner", owner));
        fields.push(MDC.putCloseable(stream.startsWith(GENERATION) ? "generation" : "stream", stream));
    }

    public static LogContext of(Envelope event) {
        return new LogContext(event.correlationId(), event.owner(), event.streamId());
    }

    /** @param stream that the command is for */
    public static LogContext of(Cause cause, String stream) {
        return new LogContext(cause.correlationId(), cause.owner(), stream);
    }

    @Override
    public void close() {
        fields.forEach(MDC.MDCCloseable::close);
    }
}
