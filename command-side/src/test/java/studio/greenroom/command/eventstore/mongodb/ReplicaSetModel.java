package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A replica set behind the driver's interface, as far as commits can tell: what its primary has and a majority has not
 * yet may be rolled back; an answer may be lost before or after the work; a request may arrive late; a read of what a
 * majority has may be an old one. Everything that happens is drawn from one seed.
 */
public final class ReplicaSetModel {

    /** A mistake to be made on purpose. */
    public enum Mistake {
        NONE,
        GROUP_IN_TWO_MESSAGES,
        WRITE_CONCERN_ERROR_TAKEN_FOR_WRITTEN
    }

    /** The process that made the call is no more. */
    public static final class Crash extends Error {

        private static final long serialVersionUID = 1;
    }

    /** Whoever asks so often will never stop. */
    public static final class Endless extends Error {

        private static final long serialVersionUID = 1;
    }

    private static final int MOST_CALLS = 5_000;
    private static final ServerAddress SERVER = new ServerAddress("127.0.0.1");

    private final Random random;
    private final Mistake mistake;
    private final List<Document> safe = new ArrayList<>();
    private final List<Document> onPrimary = new ArrayList<>();
    private final List<List<Document>> late = new ArrayList<>();
    private int calls;

    public ReplicaSetModel(Random random, Mistake mistake) {
        this.random = random;
        this.mistake = mistake;
    }

    /** @param local whether reads see what a majority does not have */
    @SuppressWarnings("unchecked")
    public MongoCollection<Document> collection(boolean local) {
        return proxy(MongoCollection.class, (self, method, arguments) -> switch (method.getName()) {
            case "withDocumentClass" -> self;
            case "insertMany" ->
                insert(((List<RawBsonDocument>) arguments[0])
                        .stream().map(ReplicaSetModel::document).toList());
            case "find" -> find(arguments == null ? new Document() : (Bson) arguments[0], local);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Where nobody ever waits for a turn. */
    @SuppressWarnings("unchecked")
    public static MongoCollection<Document> noMarks() {
        return proxy(
                MongoCollection.class,
                (self, method, arguments) ->
                        method.getName().equals("find") ? new Found(Stream.empty()).asIterable() : null);
    }

    /** Everything that is under way comes to its end, one way or the other. */
    public List<Document> settled() {
        while (!late.isEmpty()) {
            apply(late.remove(0));
        }
        safe.addAll(onPrimary);
        onPrimary.clear();
        return List.copyOf(safe);
    }

    private static Document document(RawBsonDocument raw) {
        return raw.decode(MongoClientSettings.getDefaultCodecRegistry().get(Document.class));
    }

    private void time() {
        if (++calls > MOST_CALLS) {
            throw new Endless();
        }
        int what = random.nextInt(100);
        if (what < 25) {
            replicate(random.nextInt(onPrimary.size() + 1));
        } else if (what < 33) {
            onPrimary.clear();
        } else if (what < 45 && !late.isEmpty()) {
            apply(late.remove(random.nextInt(late.size())));
        }
    }

    private void replicate(int count) {
        safe.addAll(onPrimary.subList(0, count));
        onPrimary.subList(0, count).clear();
    }

    /** @return how many were inserted before the first duplicate */
    private int apply(List<Document> documents) {
        for (int index = 0; index < documents.size(); index++) {
            Document document = documents.get(index);
            if (Stream.concat(safe.stream(), onPrimary.stream()).anyMatch(other -> collide(document, other))) {
                return index;
            }
            onPrimary.add(document);
        }
        return documents.size();
    }

    private static boolean collide(Document one, Document other) {
        return one.get("_id").equals(other.get("_id"))
                || one.get("commandId").equals(other.get("commandId"))
                || one.get("stream").equals(other.get("stream"))
                        && one.get("firstRevision").equals(other.get("firstRevision"));
    }

    private @Nullable Object insert(List<Document> documents) {
        if (mistake != Mistake.GROUP_IN_TWO_MESSAGES || documents.size() < 2) {
            return message(documents);
        }
        int half = documents.size() / 2;
        MongoBulkWriteException first = null;
        try {
            message(documents.subList(0, half));
        } catch (MongoBulkWriteException e) {
            if (!e.getWriteErrors().isEmpty()) {
                throw e;
            }
            // The driver goes on after such an error.
            first = e;
        }
        message(documents.subList(half, documents.size()));
        if (first != null) {
            throw first;
        }
        return null;
    }

    private @Nullable Object message(List<Document> documents) {
        time();
        int what = random.nextInt(100);
        if (what < 8) {
            throw new MongoSocketReadException("lost before it arrived", SERVER);
        }
        if (what < 16) {
            late.add(documents);
            throw new MongoSocketReadException("lost, and arrives late", SERVER);
        }
        int inserted = apply(documents);
        if (what < 20) {
            throw new Crash();
        }
        if (what < 30) {
            throw new MongoSocketReadException("the answer was lost", SERVER);
        }
        boolean unsafe = what < 45;
        if (unsafe) {
            replicate(random.nextInt(onPrimary.size() + 1));
        } else {
            replicate(onPrimary.size());
        }
        boolean told = unsafe && mistake != Mistake.WRITE_CONCERN_ERROR_TAKEN_FOR_WRITTEN;
        if (inserted == documents.size() && !told) {
            return null;
        }
        throw new MongoBulkWriteException(
                BulkWriteResult.acknowledged(inserted, 0, 0, 0, List.of(), List.of()),
                inserted == documents.size()
                        ? List.of()
                        : List.of(new BulkWriteError(11_000, "duplicate key", new BsonDocument(), inserted)),
                told ? new WriteConcernError(64, "WriteConcernFailed", "waiting timed out", new BsonDocument()) : null,
                SERVER,
                Set.of());
    }

    private Object find(Bson filter, boolean local) {
        time();
        List<Document> seen = new ArrayList<>(safe);
        if (local) {
            seen.addAll(onPrimary);
        } else if (random.nextInt(8) == 0) {
            // A primary that does not know that it is none any more.
            seen = seen.subList(0, random.nextInt(seen.size() + 1));
        }
        BsonDocument wanted = filter.toBsonDocument(Document.class, MongoClientSettings.getDefaultCodecRegistry());
        return new Found(List.copyOf(seen).stream().filter(document -> matches(wanted, document))).asIterable();
    }

    private static boolean matches(BsonDocument wanted, Document document) {
        return wanted.entrySet().stream()
                .allMatch(one -> one.getKey().equals("$and")
                        ? one.getValue().asArray().stream().allMatch(each -> matches(each.asDocument(), document))
                        : matches(one.getValue(), document.get(one.getKey())));
    }

    private static boolean matches(org.bson.BsonValue wanted, Object value) {
        if (wanted.isString()) {
            return wanted.asString().getValue().equals(value);
        }
        if (wanted.isNumber()) {
            return wanted.asNumber().longValue() == ((Number) value).longValue();
        }
        long number = ((Number) value).longValue();
        return wanted.asDocument().entrySet().stream().allMatch(one -> {
            long bound = one.getValue().asNumber().longValue();
            return switch (one.getKey()) {
                case "$gt" -> number > bound;
                case "$lt" -> number < bound;
                case "$lte" -> number <= bound;
                case "$gte" -> number >= bound;
                default -> throw new UnsupportedOperationException(one.getKey());
            };
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What a query has found so far. */
    private static final class Found {

        private Stream<Document> documents;

        Found(Stream<Document> documents) {
            this.documents = documents;
        }

        Object asIterable() {
            return proxy(FindIterable.class, (self, method, arguments) -> switch (method.getName()) {
                case "sort" -> {
                    documents = documents.sorted(order((Bson) arguments[0]));
                    yield self;
                }
                case "limit" -> {
                    documents = documents.limit((int) arguments[0]);
                    yield self;
                }
                case "projection" -> self;
                case "first" -> documents.findFirst().orElse(null);
                case "iterator" -> cursor(documents.iterator());
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }

        private static Object cursor(Iterator<Document> documents) {
            return proxy(MongoCursor.class, (self, method, arguments) -> switch (method.getName()) {
                case "hasNext" -> documents.hasNext();
                case "next" -> documents.next();
                case "close" -> null;
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }

        private static Comparator<Document> order(Bson sort) {
            var by = sort.toBsonDocument(Document.class, MongoClientSettings.getDefaultCodecRegistry())
                    .entrySet()
                    .iterator()
                    .next();
            Function<Document, Long> key = document -> ((Number) document.get(by.getKey())).longValue();
            Comparator<Document> ascending = Comparator.comparing(key);
            return by.getValue().asNumber().intValue() > 0 ? ascending : ascending.reversed();
        }
    }
}
