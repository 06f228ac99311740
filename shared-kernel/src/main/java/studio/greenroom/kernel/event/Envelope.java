package studio.greenroom.kernel.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, with everything that is known about it.
 *
 * @param position      place in the store, from 1, without gaps, in the order of commits
 * @param revision      place in its stream, from 1, without gaps
 * @param occurredAt    never goes back within a stream
 * @param ordinal       place among the events of its command, from 0
 * @param correlationId the ask that all this began with
 * @param causationId   the event or command that led to this one
 * @param operationId   groups what one undo takes back
 * @param payload       ids, numbers and plain facts, as a JSON object
 * @param personal      text that a person may have erased, as a JSON object; null when there is none
 * @param keyId         the owner's key that encrypts {@code personal}; null while it is not encrypted
 */
public record Envelope(
        long position,
        String eventId,
        String streamId,
        String streamType,
        long revision,
        String type,
        int typeRevision,
        Instant occurredAt,
        String owner,
        String actor,
        String commandId,
        int ordinal,
        String correlationId,
        String causationId,
        String operationId,
        byte[] payload,
        byte @Nullable [] personal,
        @Nullable String keyId) {

    public Envelope at(long newPosition) {
        return new Envelope(
                newPosition,
                eventId,
                streamId,
                streamType,
                revision,
                type,
                typeRevision,
                occurredAt,
                owner,
                actor,
                commandId,
                ordinal,
                correlationId,
                causationId,
                operationId,
                payload,
                personal,
                keyId);
    }

    /** The same in another shape, which is not told apart into payload and personal text. */
    Envelope shaped(int newRevision, byte[] whole) {
        return new Envelope(
                position,
                eventId,
                streamId,
                streamType,
                revision,
                type,
                newRevision,
                occurredAt,
                owner,
                actor,
                commandId,
                ordinal,
                correlationId,
                causationId,
                operationId,
                whole,
                null,
                keyId);
    }

    /** Payload and personal text as one JSON object: what the owner sees. */
    public byte[] content() {
        return EventCodec.merged(payload, personal);
    }
}
