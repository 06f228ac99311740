package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.StorageStrategy;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCodec;

/**
 * How Axon's engine for MongoDB lays events out here: a document for each commit, written in groups by the appender and
 * read as envelopes. The tail is the relay's alone, so tracking is not offered.
 */
final class CommitStrategy implements StorageStrategy {

    private final Commits commits;
    private final EventLog log;

    CommitStrategy(Commits commits, EventLog log) {
        this.commits = commits;
        this.log = log;
    }

    @Override
    public void appendEvents(
            MongoCollection<Document> events, List<? extends EventMessage<?>> messages, Serializer serializer) {
        commits.append(messages);
    }

    /** @throws NoSuchElementException when a revision is missing, which fails the load */
    @Override
    public List<? extends DomainEventData<?>> findDomainEvents(
            MongoCollection<Document> events, String streamId, long firstSequenceNumber, int batchSize) {
        List<Stored> found = new ArrayList<>();
        long revision = firstSequenceNumber;
        for (Envelope envelope : log.stream(streamId, firstSequenceNumber, batchSize)) {
            if (envelope.revision() != ++revision) {
                throw new NoSuchElementException("Revision " + revision + " of " + streamId + " is missing");
            }
            commits.seen(envelope);
            found.add(new Stored(envelope, commits.metaData(envelope)));
        }
        return found;
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(MongoCollection<Document> events, String streamId) {
        return log.end(streamId).map(end -> end.revision() - 1);
    }

    /** Made with the store, see {@link MongoSchema}. */
    @Override
    public void ensureIndexes(MongoCollection<Document> events, MongoCollection<Document> snapshots) {}

    @Override
    public Stream<? extends DomainEventData<?>> findSnapshots(MongoCollection<Document> snapshots, String streamId) {
        return Stream.empty();
    }

    @Override
    public void appendSnapshot(
            MongoCollection<Document> snapshots, DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new UnsupportedOperationException("Snapshots are not taken: aggregates are cached");
    }

    @Override
    public void deleteSnapshots(MongoCollection<Document> snapshots, String streamId, long sequenceNumber) {}

    @Override
    public List<? extends TrackedEventData<?>> findTrackedEvents(
            MongoCollection<Document> events, @Nullable TrackingToken lastToken, int batchSize) {
        throw new UnsupportedOperationException("The tail is the relay's alone");
    }

    @Override
    public TrackingToken createTailToken(MongoCollection<Document> events) {
        throw new UnsupportedOperationException("The tail is the relay's alone");
    }

    /** What our codec has read already: Axon only hands it through. */
    private record Stored(Envelope envelope, MetaData carried) implements DomainEventData<Object> {

        @Override
        public String getType() {
            return envelope.streamType();
        }

        @Override
        public String getAggregateIdentifier() {
            return envelope.streamId();
        }

        @Override
        public long getSequenceNumber() {
            return envelope.revision() - 1;
        }

        @Override
        public String getEventIdentifier() {
            return envelope.eventId();
        }

        @Override
        public Instant getTimestamp() {
            return envelope.occurredAt();
        }

        @Override
        public SerializedObject<Object> getMetaData() {
            return new SimpleSerializedObject<>(carried, Object.class, MetaData.class.getName(), null);
        }

        @Override
        public SerializedObject<Object> getPayload() {
            DomainEvent event = EventCodec.read(envelope);
            return new SimpleSerializedObject<>(
                    event, Object.class, event.getClass().getName(), null);
        }
    }
}
