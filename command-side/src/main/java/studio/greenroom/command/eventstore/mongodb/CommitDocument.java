package studio.greenroom.command.eventstore.mongodb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.kernel.event.Envelope;

/**
 * A commit as a document: {@code _id} is the position of its first event, {@code n} the number of its events. What is the
 * same for all of them stands once.
 */
final class CommitDocument {

    static final String POSITION = "_id";
    static final String SIZE = "n";
    static final String STREAM = "stream";
    static final String FIRST_REVISION = "firstRevision";
    static final String COMMAND = "commandId";

    private CommitDocument() {}

    /** @param position of the first event */
    static Document of(Commit commit, long position) {
        List<Envelope> events = commit.events();
        Envelope first = commit.first();
        return new Document(POSITION, position)
                .append(SIZE, events.size())
                .append(STREAM, first.streamId())
                .append("streamType", first.streamType())
                .append(FIRST_REVISION, first.revision())
                .append("owner", first.owner())
                .append("actor", first.actor())
                .append(COMMAND, first.commandId())
                .append("correlationId", first.correlationId())
                .append("causationId", first.causationId())
                .append("operationId", first.operationId())
                // A date would be cut to milliseconds.
                .append("occurredAtMicros", ChronoUnit.MICROS.between(Instant.EPOCH, first.occurredAt()))
                .append("keyId", first.keyId())
                .append("answer", commit.answer() == null ? null : answer(commit.answer()))
                .append("events", events.stream().map(CommitDocument::event).toList());
    }

    private static Document answer(StoredAnswer answer) {
        return new Document("key", answer.key())
                .append("fingerprint", answer.fingerprint())
                .append("status", answer.status());
    }

    /** What the commit's Idempotency-Key is answered with; null when it came without one. */
    static @Nullable StoredAnswer answer(Document commit) {
        Document answer = commit.get("answer", Document.class);
        return answer == null
                ? null
                : new StoredAnswer(
                        commit.getString("owner"),
                        answer.getString("key"),
                        answer.getString("fingerprint"),
                        commit.getString(COMMAND),
                        answer.getInteger("status"),
                        commit.getString(STREAM),
                        lastRevision(commit),
                        last(commit));
    }

    private static Document event(Envelope event) {
        return new Document("eventId", event.eventId())
                .append("type", event.type())
                .append("typeRevision", event.typeRevision())
                .append("payload", new Binary(event.payload()))
                .append("personal", event.personal() == null ? null : new Binary(event.personal()));
    }

    static List<Envelope> envelopes(Document commit) {
        Instant occurredAt = Instant.EPOCH.plus(commit.getLong("occurredAtMicros"), ChronoUnit.MICROS);
        List<Envelope> envelopes = new ArrayList<>();
        for (Document event : commit.getList("events", Document.class)) {
            int ordinal = envelopes.size();
            envelopes.add(new Envelope(
                    first(commit) + ordinal,
                    event.getString("eventId"),
                    commit.getString(STREAM),
                    commit.getString("streamType"),
                    commit.getLong(FIRST_REVISION) + ordinal,
                    event.getString("type"),
                    event.getInteger("typeRevision"),
                    occurredAt,
                    commit.getString("owner"),
                    commit.getString("actor"),
                    commit.getString(COMMAND),
                    ordinal,
                    commit.getString("correlationId"),
                    commit.getString("causationId"),
                    commit.getString("operationId"),
                    event.get("payload", Binary.class).getData(),
                    bytes(event.get("personal", Binary.class)),
                    commit.getString("keyId")));
        }
        return envelopes;
    }

    static long first(Document commit) {
        return commit.getLong(POSITION);
    }

    /** Position of its last event. */
    static long last(Document commit) {
        return first(commit) + commit.getInteger(SIZE) - 1;
    }

    static long lastRevision(Document commit) {
        return commit.getLong(FIRST_REVISION) + commit.getInteger(SIZE) - 1;
    }

    private static byte @Nullable [] bytes(@Nullable Binary binary) {
        return binary == null ? null : binary.getData();
    }
}
