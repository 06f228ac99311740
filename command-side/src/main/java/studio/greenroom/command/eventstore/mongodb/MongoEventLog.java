package studio.greenroom.command.eventstore.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;

/** The collection of commits, read: from the primary, and only what a majority has. */
public final class MongoEventLog implements EventLog {

    private static final Bson POSITION_ONLY = new Document(CommitDocument.SIZE, 1);

    private final MongoCollection<Document> commits;
    /** A position at which a commit ended: after it the next one begins, so it can be asked for by its very id. */
    private volatile long boundary;

    /** @param commits read from the primary with read concern majority */
    public MongoEventLog(MongoCollection<Document> commits) {
        this.commits = commits;
    }

    @Override
    public List<Envelope> stream(String streamId, long afterRevision, int limit) {
        Bson filter = and(
                eq(CommitDocument.STREAM, streamId),
                gt(CommitDocument.FIRST_REVISION, afterRevision - Commit.MAX_EVENTS));
        List<Envelope> events = new ArrayList<>();
        try (MongoCursor<Document> cursor = commits.find(filter)
                .sort(ascending(CommitDocument.FIRST_REVISION))
                .iterator()) {
            while (events.size() < limit && cursor.hasNext()) {
                CommitDocument.envelopes(cursor.next()).stream()
                        .filter(event -> event.revision() > afterRevision)
                        .limit(limit - events.size())
                        .forEach(events::add);
            }
        }
        return events;
    }

    /** Whole commits, but for the first when the position is within it. */
    @Override
    public List<Envelope> tail(long afterPosition, int limit) {
        if (afterPosition != boundary && afterPosition != 0) {
            Document before = only(commits.find(lte(CommitDocument.POSITION, afterPosition))
                    .sort(descending(CommitDocument.POSITION)));
            if (before == null || CommitDocument.last(before) < afterPosition) {
                // A primary that does not know that it is none any more; or a position of another store.
                return List.of();
            }
            if (CommitDocument.last(before) > afterPosition) {
                return CommitDocument.envelopes(before).stream()
                        .filter(event -> event.position() > afterPosition)
                        .toList();
            }
        }
        boundary = afterPosition;
        if (only(commits.find(eq(CommitDocument.POSITION, afterPosition + 1)).projection(POSITION_ONLY)) == null) {
            return List.of();
        }
        List<Envelope> events = new ArrayList<>();
        try (MongoCursor<Document> cursor = commits.find(gt(CommitDocument.POSITION, afterPosition))
                .sort(ascending(CommitDocument.POSITION))
                .limit(limit)
                .iterator()) {
            while (cursor.hasNext()) {
                Document commit = cursor.next();
                if (events.size() + commit.getInteger(CommitDocument.SIZE) > limit) {
                    break;
                }
                requireNext(CommitDocument.first(commit), afterPosition + events.size() + 1);
                events.addAll(CommitDocument.envelopes(commit));
            }
        }
        if (!events.isEmpty()) {
            boundary = events.get(events.size() - 1).position();
        }
        return events;
    }

    /** By one cursor: it costs one round trip a page, and a server that has to sort does so once. */
    @Override
    public Stream<Envelope> all(long afterPosition) {
        MongoCursor<Document> cursor = commits.find(gt(CommitDocument.POSITION, afterPosition - Commit.MAX_EVENTS))
                .sort(ascending(CommitDocument.POSITION))
                .batchSize(PAGE)
                .iterator();
        AtomicLong at = new AtomicLong(afterPosition);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false)
                .flatMap(commit -> CommitDocument.envelopes(commit).stream())
                .filter(event -> event.position() > afterPosition)
                .peek(event -> requireNext(event.position(), at.incrementAndGet()))
                .onClose(cursor::close);
    }

    private static void requireNext(long found, long position) {
        if (found != position) {
            throw new IllegalStateException("Position " + position + " is missing from the store");
        }
    }

    @Override
    public Optional<Envelope> at(String streamId, long revision) {
        Document commit = only(
                commits.find(and(eq(CommitDocument.STREAM, streamId), eq(CommitDocument.FIRST_REVISION, revision))));
        if (commit == null) {
            commit = only(commits.find(and(
                            eq(CommitDocument.STREAM, streamId),
                            lt(CommitDocument.FIRST_REVISION, revision),
                            gt(CommitDocument.FIRST_REVISION, revision - Commit.MAX_EVENTS)))
                    .sort(descending(CommitDocument.FIRST_REVISION)));
        }
        return Optional.ofNullable(commit).stream()
                .flatMap(found -> CommitDocument.envelopes(found).stream())
                .filter(event -> event.revision() == revision)
                .findFirst();
    }

    @Override
    public Optional<Envelope> firstOf(String commandId) {
        return Optional.ofNullable(only(commits.find(eq(CommitDocument.COMMAND, commandId))))
                .map(commit -> CommitDocument.envelopes(commit).get(0));
    }

    @Override
    public Optional<Receipt> receipt(String commandId) {
        return Optional.ofNullable(only(commits.find(eq(CommitDocument.COMMAND, commandId))))
                .map(MongoEventLog::receipt);
    }

    @Override
    public Optional<StoredAnswer> answer(String commandId) {
        return Optional.ofNullable(only(commits.find(eq(CommitDocument.COMMAND, commandId))))
                .map(CommitDocument::answer);
    }

    @Override
    public Optional<Receipt> end(String streamId) {
        return Optional.ofNullable(only(commits.find(eq(CommitDocument.STREAM, streamId))
                        .sort(descending(CommitDocument.FIRST_REVISION))))
                .map(MongoEventLog::receipt);
    }

    @Override
    public long head() {
        Document last = only(commits.find().projection(POSITION_ONLY).sort(descending(CommitDocument.POSITION)));
        return last == null ? 0 : CommitDocument.last(last);
    }

    private static Receipt receipt(Document commit) {
        return new Receipt(
                commit.getString(CommitDocument.STREAM),
                CommitDocument.lastRevision(commit),
                CommitDocument.last(commit));
    }

    private static @Nullable Document only(FindIterable<Document> found) {
        return found.limit(1).first();
    }
}
