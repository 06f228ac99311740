package studio.greenroom.standalone.bench;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.GroupWriter;
import studio.greenroom.command.eventstore.mongodb.MongoStorage;
import studio.greenroom.kernel.event.Envelope;

/**
 * The event store on MongoDB by itself, without HTTP and Axon: commits a second beside the driver's own inserts of the
 * same documents, and reading everything beside a cursor. The collections beside have the same unique indexes.
 */
final class StoreMeasure implements Measure {

    private static final int CALLERS = 64;
    private static final int CONNECTIONS = 16;
    private static final int PAGE = 1_000;
    /** Documents that are inserted beside, all held at once. */
    private static final int MOST = 50_000;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public boolean isOf(Kind store) {
        return store == Kind.MONGODB;
    }

    @Override
    public boolean isHot() {
        return false;
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        MongoPlace place = MongoPlace.beside(site.mongodb(), "store");
        place.drop();
        try (EventStorage storage = new MongoStorage(place.settings());
                MongoClient client = MongoClients.create(place.uri())) {
            MongoDatabase database = client.getDatabase(place.database())
                    .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                    .withReadConcern(ReadConcern.MAJORITY)
                    .withReadPreference(ReadPreference.primary());
            Recording recording = new Recording(storage.writer());
            double commits = commits(site, recording, storage.log());
            double read = hot(() -> read(storage.log()));
            double cursor = hot(() -> cursor(database.getCollection("commits")));
            List<RawBsonDocument> documents = database.getCollection("commits", RawBsonDocument.class)
                    .find()
                    .sort(Sorts.ascending("_id"))
                    .limit(MOST)
                    .into(new ArrayList<>());
            double many = insertMany(raw(database, "raw_many"), documents, recording.groups);
            double one = insertOne(raw(database, "raw_one"), documents);
            return List.of(
                    Figure.of("store, commits of 64 callers", commits, "/s")
                            .beside("insertMany, same batches", many)
                            .aim(Figure.Aim.ratio(0.8)),
                    Figure.of("store, commits of 64 callers", commits, "/s")
                            .beside("insertOne, 16 connections", one)
                            .aim(Figure.Aim.ratio(2)),
                    Figure.of("store, commits read", read, "/s")
                            .beside("a cursor", cursor)
                            .aim(Figure.Aim.ratio(0.7)));
        } finally {
            place.drop();
        }
    }

    private static double commits(Site site, GroupWriter writer, EventLog log) throws Exception {
        try (Appender appender = new Appender(writer, log)) {
            return Loop.perSecond(CALLERS, site.plan().warmUp(), site.plan().time(), caller -> new Loop.Client() {

                @Override
                public void once() {
                    long unused = appender.append(Backlog.commit());
                }

                @Override
                public void close() {}
            });
        }
    }

    /** The second of two, once the compilers have seen it. */
    private static double hot(DoubleSupplier figure) {
        double unused = figure.getAsDouble();
        return figure.getAsDouble();
    }

    private static double read(EventLog log) {
        long began = System.nanoTime();
        try (Stream<Envelope> events = log.all(0)) {
            return events.count() * 1e9 / (System.nanoTime() - began);
        }
    }

    private static double cursor(MongoCollection<Document> commits) {
        long began = System.nanoTime();
        long count = 0;
        for (Document unused : commits.find().sort(Sorts.ascending("_id")).batchSize(PAGE)) {
            count++;
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    private static MongoCollection<RawBsonDocument> raw(MongoDatabase database, String name) {
        MongoCollection<RawBsonDocument> raw = database.getCollection(name, RawBsonDocument.class);
        raw.createIndex(Indexes.ascending("stream", "firstRevision"), new IndexOptions().unique(true));
        raw.createIndex(Indexes.ascending("commandId"), new IndexOptions().unique(true));
        return raw;
    }

    private static double insertMany(
            MongoCollection<RawBsonDocument> raw, List<RawBsonDocument> documents, Iterable<Integer> groups) {
        long began = System.nanoTime();
        int at = 0;
        for (int group : groups) {
            if (at + group > documents.size()) {
                break;
            }
            raw.insertMany(documents.subList(at, at + group));
            at += group;
        }
        return at * 1e9 / (System.nanoTime() - began);
    }

    private static double insertOne(MongoCollection<RawBsonDocument> raw, List<RawBsonDocument> documents)
            throws InterruptedException {
        Queue<RawBsonDocument> left = new ConcurrentLinkedQueue<>(documents);
        List<Thread> connections = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread connection = new Thread(() -> {
                for (RawBsonDocument next = left.poll(); next != null; next = left.poll()) {
                    raw.insertOne(next);
                }
            });
            connection.start();
            connections.add(connection);
        }
        for (Thread connection : connections) {
            connection.join();
        }
        return documents.size() * 1e9 / (System.nanoTime() - began);
    }

    /** How many commits each group had. */
    private static final class Recording implements GroupWriter {

        private final GroupWriter writer;
        private final ConcurrentLinkedQueue<Integer> groups = new ConcurrentLinkedQueue<>();

        Recording(GroupWriter writer) {
            this.writer = writer;
        }

        @Override
        public boolean isReady() {
            return writer.isReady();
        }

        @Override
        public Written write(List<Commit> group) throws OutcomeUnknown {
            Written written = writer.write(group);
            if (written.commits() > 0) {
                groups.add(written.commits());
            }
            return written;
        }
    }
}
