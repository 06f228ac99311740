package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import studio.greenroom.command.eventstore.Snapshot;
import studio.greenroom.command.eventstore.SnapshotStore;

/** The collection of snapshots; {@code _id} is the stream. */
final class MongoSnapshots implements SnapshotStore {

    private static final String REVISION = "revision";

    private final MongoCollection<Document> snapshots;

    MongoSnapshots(MongoCollection<Document> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Optional<Snapshot> newest(String streamId) {
        return Optional.ofNullable(snapshots.find(new Document("_id", streamId)).first())
                .map(found -> new Snapshot(
                        streamId,
                        found.getLong(REVISION),
                        found.getString("form"),
                        found.getString("owner"),
                        Instant.EPOCH.plus(found.getLong("takenAtMicros"), ChronoUnit.MICROS),
                        found.get("state", Binary.class).getData()));
    }

    @Override
    public void keep(Snapshot snapshot) {
        Document document = new Document("_id", snapshot.streamId())
                .append(REVISION, snapshot.revision())
                .append("form", snapshot.form())
                .append("owner", snapshot.owner())
                .append("takenAtMicros", ChronoUnit.MICROS.between(Instant.EPOCH, snapshot.takenAt()))
                .append("state", new Binary(snapshot.state()));
        try {
            snapshots.replaceOne(
                    new Document("_id", snapshot.streamId())
                            .append(
                                    "$or",
                                    List.of(
                                            new Document(REVISION, new Document("$lt", snapshot.revision())),
                                            new Document(REVISION, snapshot.revision())
                                                    .append("form", new Document("$ne", snapshot.form())))),
                    document,
                    new ReplaceOptions().upsert(true));
        } catch (MongoWriteException e) {
            // A later one does not match, so the server tries to insert beside it.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }
}
