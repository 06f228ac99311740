package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.concurrent.TimeUnit;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.kernel.process.Waiting;

/**
 * The database of the event store. Every write waits for a majority and its journals, every read asks the primary for
 * what a majority has: both said on the collections themselves, since neither is a default that could be relied on.
 */
public final class MongoDatabase implements MongoTemplate, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MongoDatabase.class);
    private static final String DEFAULT_NAME = "greenroom";
    private static final int PATIENCE_SECONDS = 2;
    private static final int ANSWER_SECONDS = 15;
    private static final int UNAUTHORIZED = 13;
    private static final long SAY_AGAIN = TimeUnit.SECONDS.toNanos(10);

    private final MongoClient client;
    private final com.mongodb.client.MongoDatabase database;

    /** @throws IllegalStateException with one line that says what to do, when the store can not be used */
    public MongoDatabase(MongoSettings settings) {
        ConnectionString uri = uri(settings.uri());
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applicationName("greenroom")
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .applyToClusterSettings(c -> c.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(s -> s.connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS))
                .build());
        database = client.getDatabase(uri.getDatabase() == null ? DEFAULT_NAME : uri.getDatabase())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        try {
            await(uri);
            requirePromises(settings.allowUnverified());
            MongoSchema.open(database);
        } catch (RuntimeException e) {
            client.close();
            throw explained(e);
        }
    }

    private static ConnectionString uri(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            // Its message may repeat a part of the password.
            throw new IllegalStateException(
                    "greenroom.mongodb.uri is no MongoDB connection string. Set it to mongodb://HOST:PORT/DATABASE?replicaSet=NAME.");
        }
    }

    /** A server that is not there yet, or has no primary yet, is waited for by name. */
    private void await(ConnectionString uri) {
        long told = 0;
        while (true) {
            try {
                database.runCommand(new Document("ping", 1));
                return;
            } catch (MongoTimeoutException | MongoSocketException e) {
                if (told == 0 || System.nanoTime() - told > SAY_AGAIN) {
                    told = System.nanoTime();
                    Waiting.on("MongoDB at " + String.join(", ", uri.getHosts()));
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("stopped while it waited for MongoDB", e);
                }
            }
        }
    }

    /** Only a replica set has majorities to read from and to wait for. */
    private void requirePromises(boolean allowUnverified) {
        Document hello;
        try {
            hello = database.runCommand(new Document("hello", 1));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == UNAUTHORIZED) {
                throw e;
            }
            hello = new Document();
        }
        if (hello.containsKey("setName") || "isdbgrid".equals(hello.getString("msg"))) {
            return;
        }
        String what =
                "This MongoDB server is no replica set, and without one it can not promise to keep what it has acknowledged.";
        if (!allowUnverified) {
            throw new IllegalStateException(
                    what + " Start it with --replSet and run rs.initiate(), or use another server.");
        }
        log.warn("{} It is used since greenroom.mongodb.allow-unverified says so.", what);
    }

    private static RuntimeException explained(RuntimeException e) {
        if (e instanceof MongoSecurityException) {
            return new IllegalStateException(
                    "MongoDB refuses the user or the password. Correct GREENROOM_MONGODB_URI.");
        }
        if (e instanceof MongoException mongo && mongo.getCode() == UNAUTHORIZED) {
            return new IllegalStateException(
                    "The MongoDB user may not write to the database. Give it the role readWrite there.");
        }
        return e;
    }

    String identity() {
        return MongoSchema.identity(database);
    }

    void become(String identity) {
        MongoSchema.become(database, identity);
    }

    MongoCollection<Document> commits() {
        return database.getCollection(MongoSchema.COMMITS);
    }

    MongoCollection<Document> turns() {
        return database.getCollection("appenders");
    }

    @Override
    public MongoCollection<Document> eventCollection() {
        return commits();
    }

    @Override
    public MongoCollection<Document> snapshotCollection() {
        return database.getCollection("snapshots");
    }

    @Override
    public MongoCollection<Document> trackingTokensCollection() {
        throw kept("Tracking tokens");
    }

    @Override
    public MongoCollection<Document> sagaCollection() {
        throw kept("Sagas");
    }

    @Override
    public MongoCollection<Document> deadLetterCollection() {
        throw kept("Dead letters");
    }

    private static UnsupportedOperationException kept(String what) {
        return new UnsupportedOperationException(what + " are kept in PostgreSQL");
    }

    @Override
    public void close() {
        client.close();
    }
}
