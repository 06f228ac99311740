package studio.greenroom.kernel.trace;

import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.hash.Sha256;

/**
 * Ids of spans, 16 hexadecimal digits each, made of what commands and events carry: so a parent is known on the other
 * side of Kafka or of a database, though neither carries spans. What is done twice is the same span twice.
 */
public final class SpanIds {

    private static final String WORKER = "worker:";

    private SpanIds() {}

    public static String ofCommand(String commandId) {
        return derived("command", commandId);
    }

    /** Of a saga that handles the event. */
    public static String ofSaga(String eventId) {
        return derived("saga", eventId);
    }

    /** Of the provider's call that the event led to. */
    public static String ofCall(String eventId) {
        return derived("call", eventId);
    }

    /** Of what sent the command: a call that reports, or else the saga that handled an event. */
    public static String ofSender(Cause cause) {
        return cause.actor().startsWith(WORKER) ? ofCall(cause.causationId()) : ofSaga(cause.causationId());
    }

    private static String derived(String part, String id) {
        String span = Sha256.hex(part + ' ' + id).substring(0, 16);
        return span.equals("0000000000000000") ? "0000000000000001" : span;
    }
}
