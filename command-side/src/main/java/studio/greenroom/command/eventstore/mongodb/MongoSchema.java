package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * What the store is made of: its collections, the unique indexes that judge every write, and who it is. Made once; a
 * store that has them lost is not written to.
 */
final class MongoSchema {

    static final String COMMITS = "commits";

    private static final String STORE = "store";
    private static final String IDENTITY = "identity";

    /** Unique, by name. */
    private static final Map<String, Document> INDEXES = Map.of(
            "stream",
            new Document(CommitDocument.STREAM, 1).append(CommitDocument.FIRST_REVISION, 1),
            "command",
            new Document(CommitDocument.COMMAND, 1));

    private MongoSchema() {}

    /** @throws IllegalStateException when something is missing or foreign */
    static void open(MongoDatabase database) {
        MongoCollection<Document> store = database.getCollection(STORE);
        if (store.find(new Document("_id", IDENTITY)).first() == null) {
            create(database, store);
        }
        requireIndexes(database.getCollection(COMMITS));
    }

    private static void create(MongoDatabase database, MongoCollection<Document> store) {
        MongoCollection<Document> commits = database.getCollection(COMMITS);
        if (commits.find().limit(1).first() != null) {
            throw new IllegalStateException("The MongoDB database " + database.getName() + " has a collection "
                    + COMMITS + " that is not Greenroom's. Name another in greenroom.mongodb.uri.");
        }
        INDEXES.forEach((name, keys) ->
                commits.createIndex(keys, new IndexOptions().unique(true).name(name)));
        store.insertOne(new Document("_id", IDENTITY)
                .append("store", new ObjectId().toHexString())
                .append("schema", 1));
    }

    private static void requireIndexes(MongoCollection<Document> commits) {
        Map<String, Document> left = new HashMap<>(INDEXES);
        List<String> foreign = new ArrayList<>();
        for (Document index : commits.listIndexes()) {
            String name = index.getString("name");
            Document keys = index.get("key", Document.class);
            boolean unique = Boolean.TRUE.equals(index.getBoolean("unique", false));
            if (INDEXES.containsKey(name) && INDEXES.get(name).keySet().equals(keys.keySet()) && unique) {
                left.remove(name);
            } else if (unique && !name.startsWith("_id")) {
                foreign.add(name);
            }
        }
        if (!left.isEmpty() || !foreign.isEmpty()) {
            throw new IllegalStateException("The indexes of MongoDB's collection " + COMMITS + " are not Greenroom's"
                    + (left.isEmpty() ? "" : "; missing: " + String.join(", ", left.keySet()))
                    + (foreign.isEmpty() ? "" : "; foreign: " + String.join(", ", foreign))
                    + ". Restore it from a backup, or name another database in greenroom.mongodb.uri.");
        }
    }
}
