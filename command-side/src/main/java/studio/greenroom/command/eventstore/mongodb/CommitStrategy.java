package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.StorageStrategy;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.SnapshotStore;
import studio.greenroom.command.eventstore.Snapshots;
import studio.greenroom.kernel.event.Envelope;

/**
 * How Axon's engine for MongoDB lays events out here: a document for each commit, written in groups by the appender and
 * read as envelopes. The tail is the relay's alone, so tracking is not offered.
 */
final class CommitStrategy implements StorageStrategy {

    private final Commits commits;
    private final EventLog log;
    private final SnapshotStore store;
    private final Snapshots snapshots;

    CommitStrategy(Commits commits, EventLog log, SnapshotStore store, Snapshots snapshots) {
        this.commits = commits;
        this.log = log;
        this.store = store;
        this.snapshots = snapshots;
    }

    @Override
    public void appendEvents(
            MongoCollection<Document> events, List<? extends EventMessage<?>> messages, Serializer serializer) {
        commits.append(messages);
    }

    @Override
    public List<? extends DomainEventData<?>> findDomainEvents(
            MongoCollection<Document> events, String streamId, long firstSequenceNumber, int batchSize) {
        List<Read> found = new ArrayList<>();
        for (Envelope envelope : log.stream(streamId, firstSequenceNumber, batchSize)) {
            found.add(new Read(commits.message(envelope, firstSequenceNumber + found.size() + 1)));
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
    public Stream<? extends DomainEventData<?>> findSnapshots(MongoCollection<Document> unused, String streamId) {
        return store.newest(streamId).flatMap(snapshots::message).stream().map(Read::new);
    }

    @Override
    public void appendSnapshot(
            MongoCollection<Document> unused, DomainEventMessage<?> snapshot, Serializer serializer) {
        store.keep(snapshots.of(snapshot));
    }

    /** There is one only. */
    @Override
    public void deleteSnapshots(MongoCollection<Document> unused, String streamId, long sequenceNumber) {}

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
    private record Read(DomainEventMessage<?> message) implements DomainEventData<Object> {

        @Override
        public String getType() {
            return message.getType();
        }

        @Override
        public String getAggregateIdentifier() {
            return message.getAggregateIdentifier();
        }

        @Override
        public long getSequenceNumber() {
            return message.getSequenceNumber();
        }

        @Override
        public String getEventIdentifier() {
            return message.getIdentifier();
        }

        @Override
        public Instant getTimestamp() {
            return message.getTimestamp();
        }

        @Override
        public SerializedObject<Object> getMetaData() {
            return as(message.getMetaData());
        }

        @Override
        public SerializedObject<Object> getPayload() {
            return as(message.getPayload());
        }

        private static SerializedObject<Object> as(Object read) {
            return new SimpleSerializedObject<>(
                    read, Object.class, read.getClass().getName(), null);
        }
    }
}
