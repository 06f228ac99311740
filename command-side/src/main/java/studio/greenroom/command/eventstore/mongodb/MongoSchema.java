package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * What the store is made of: its collections, the unique indexes that judge every write, and who it is. Made once; a
 * store that has them lost is not written to.
 */
final class MongoSchema {

    static final String COMMITS = "commits";

    private static final String STORE = "store";
    private static final Document WHO = new Document("_id", "identity");

    /** Unique, by name. */
    private static final Map<String, Document> INDEXES = Map.of(
            "stream",
            new Document(CommitDocument.STREAM, 1).append(CommitDocument.FIRST_REVISION, 1),
            "command",
            new Document(CommitDocument.COMMAND, 1));

    private MongoSchema() {}

    /** @throws IllegalStateException when something is missing or foreign */
    static void open(MongoDatabase database) {
        // In this order: whoever wrote commits had made the identity before.
        boolean written = database.getCollection(COMMITS).find().limit(1).first() != null;
        if (database.getCollection(STORE).find(WHO).first() == null) {
            if (written) {
                throw new IllegalStateException("The MongoDB database " + database.getName() + " has a collection "
                        + COMMITS + " that is not Greenroom's. Name another in greenroom.mongodb.uri.");
            }
            create(database);
        }
        requireIndexes(database.getCollection(COMMITS));
    }

    private static void create(MongoDatabase database) {
        MongoCollection<Document> commits = database.getCollection(COMMITS);
        INDEXES.forEach((name, keys) ->
                commits.createIndex(keys, new IndexOptions().unique(true).name(name)));
        try {
            database.getCollection(STORE).insertOne(identity(new ObjectId().toHexString()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // Another process has started at the same time, and was first.
        }
    }

    private static Document identity(String identity) {
        return new Document(WHO).append("store", identity).append("schema", 1);
    }

    static String identity(MongoDatabase database) {
        return Objects.requireNonNull(database.getCollection(STORE).find(WHO).first())
                .getString("store");
    }

    static void become(MongoDatabase database, String identity) {
        database.getCollection(STORE).replaceOne(WHO, identity(identity));
    }

    /** In their order; the values are numbers of whichever kind the server likes. */
    private static boolean isOurs(String name, Document keys) {
        Document wanted = INDEXES.get(name);
        return wanted != null && List.copyOf(wanted.keySet()).equals(List.copyOf(keys.keySet()));
    }

    private static void requireIndexes(MongoCollection<Document> commits) {
        Map<String, Document> left = new HashMap<>(INDEXES);
        List<String> foreign = new ArrayList<>();
        for (Document index : commits.listIndexes()) {
            String name = index.getString("name");
            Document keys = index.get("key", Document.class);
            boolean unique = Boolean.TRUE.equals(index.getBoolean("unique", false));
            if (unique
                    && isOurs(name, keys)
                    && !index.containsKey("sparse")
                    && !index.containsKey("partialFilterExpression")) {
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
