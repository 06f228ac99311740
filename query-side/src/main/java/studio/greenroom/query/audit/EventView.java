package studio.greenroom.query.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.event.Position;

/**
 * An event as its owner sees it, in today's shape whenever it was stored.
 *
 * @param id   its position's token, after which lists and streams go on
 * @param data payload and personal text as one JSON object
 */
public record EventView(
        String id,
        String eventId,
        String type,
        int typeRevision,
        String streamId,
        String streamType,
        long revision,
        Instant occurredAt,
        String actor,
        String commandId,
        int ordinal,
        String correlationId,
        String causationId,
        String operationId,
        @JsonRawValue String data) {

    public static EventView of(Envelope stored) {
        Envelope e = EventCodec.current(stored);
        return new EventView(
                new Position(e.position(), e.owner()).token(),
                e.eventId(),
                e.type(),
                e.typeRevision(),
                e.streamId(),
                e.streamType(),
                e.revision(),
                e.occurredAt(),
                e.actor(),
                e.commandId(),
                e.ordinal(),
                e.correlationId(),
                e.causationId(),
                e.operationId(),
                new String(e.content(), StandardCharsets.UTF_8));
    }
}
