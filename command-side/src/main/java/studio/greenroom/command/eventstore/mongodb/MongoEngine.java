package studio.greenroom.command.eventstore.mongodb;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.MongoEventStorageEngine;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.StorageStrategy;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** Axon's engine for MongoDB with a layout, a codec and errors of our own. */
final class MongoEngine extends MongoEventStorageEngine {

    private static final int BATCH = 1_000;

    MongoEngine(MongoDatabase database, StorageStrategy strategy) {
        super(builder()
                .mongoTemplate(database)
                .storageStrategy(strategy)
                .eventSerializer(new AsRead())
                .snapshotSerializer(new AsRead())
                .batchSize(BATCH));
    }

    /** A batch may be short although more follows. */
    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return true;
    }

    /** The appender has explained it already; Axon would call every duplicate a lost race, also that of a position. */
    @Override
    protected void handlePersistenceException(Exception exception, EventMessage<?> failedEvent) {
        throw exception instanceof RuntimeException known ? known : new IllegalStateException(exception);
    }

    /** Stored events are read by our codec before Axon sees them, so nothing is left to do. */
    private static final class AsRead implements Serializer {

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Axon says so.
        public <S, T> T deserialize(SerializedObject<S> serialized) {
            return (T) serialized.getData();
        }

        @Override
        public Class<?> classForType(SerializedType type) {
            try {
                return Class.forName(type.getName());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        @SuppressWarnings("rawtypes")
        public SerializedType typeForClass(@Nullable Class type) {
            return new SimpleSerializedType(type == null ? "null" : type.getName(), null);
        }

        @Override
        public Converter getConverter() {
            return new ChainingConverter();
        }

        @Override
        public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expected) {
            throw new UnsupportedOperationException("Events are written by our codec");
        }

        @Override
        public <T> boolean canSerializeTo(Class<T> expected) {
            return false;
        }
    }
}
