package studio.greenroom.saga.outbox;

import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.json.Json;

/** A command on its way, with everything that says why it is sent. */
public record Outgoing(Command command, Cause cause) {

    /** As a row keeps it. */
    public static Outgoing read(String type, String command, String cause) {
        return new Outgoing(CommandCodec.read(type, command), Json.read(cause, Cause.class));
    }

    /**
     * The cause of what is sent because of an event. The command's id follows from the event's, so that sending it
     * again is harmless.
     *
     * @param ordinal tells the commands of one event apart
     */
    public static Cause cause(Envelope event, String actor, int ordinal) {
        return new Cause(
                event.owner(),
                actor,
                Ids.derived(Ids.COMMAND, event.eventId(), Integer.toString(ordinal)),
                event.correlationId(),
                event.eventId(),
                event.operationId());
    }
}
