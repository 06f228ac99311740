package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.GroupWriter;

/**
 * A group is one ordered insert in one message, at consecutive positions after the end that this process knows. A
 * position is written only by whoever saw the end before it committed, or in the same insert after it, so there are no
 * gaps. The driver would cut what is larger than a message in two, and go on with the second after the first has failed
 * in ways that leave it out: hence the bounds.
 */
public final class MongoGroupWriter implements GroupWriter {

    private static final Logger log = LoggerFactory.getLogger(MongoGroupWriter.class);
    private static final int MOST_BYTES = 8 << 20;
    private static final int LARGEST = 15 << 20;
    private static final int DUPLICATE_KEY = 11000;
    private static final DocumentCodec CODEC = new DocumentCodec();
    private static final InsertManyOptions ORDERED = new InsertManyOptions().ordered(true);

    private final MongoCollection<RawBsonDocument> commits;
    private final MongoEventLog eventLog;
    private final Turns turns;
    /** Where the store ends; null when another process, or a lost answer, may have moved it. */
    private @Nullable Long head;

    /**
     * @param commits written to with write concern majority, journaled
     * @param marks   of processes that wait for a turn
     */
    public MongoGroupWriter(
            MongoCollection<Document> commits, MongoCollection<Document> marks, MongoEventLog eventLog) {
        this.commits = commits.withDocumentClass(RawBsonDocument.class);
        this.eventLog = eventLog;
        this.turns = new Turns(new MongoMarks(marks), Turns.Time.SYSTEM);
    }

    @Override
    public boolean isReady() {
        try {
            if (turns.await() || head == null) {
                head = readHead();
            }
            return true;
        } catch (MongoException e) {
            head = null;
            return false;
        }
    }

    private long readHead() {
        turns.asks();
        return eventLog.head();
    }

    @Override
    public Written write(List<Commit> group) throws OutcomeUnknown {
        long before;
        try {
            before = head != null ? head : readHead();
        } catch (MongoException e) {
            throw new OutcomeUnknown(e);
        }
        List<RawBsonDocument> documents = documents(group, before);
        if (documents.isEmpty()) {
            return new Written(0, before, new Refusal(false, false, new IllegalArgumentException("More than 15 MiB")));
        }
        head = null;
        try {
            turns.sends(before);
            commits.insertMany(documents, ORDERED);
            turns.answered();
            turns.wins();
            head = before + events(group.subList(0, documents.size()));
            return new Written(documents.size(), before, null);
        } catch (MongoBulkWriteException e) {
            turns.answered();
            return written(before, e);
        } catch (MongoException e) {
            log.warn("The event store's answer is not known: {}", e.toString());
            throw new OutcomeUnknown(e);
        }
    }

    /** Only when the server says itself how many are written, and a majority has them, is anybody answered. */
    private Written written(long before, MongoBulkWriteException e) throws OutcomeUnknown {
        List<BulkWriteError> errors = e.getWriteErrors();
        if (e.getWriteConcernError() != null
                || errors.size() != 1
                || errors.get(0).getIndex() != e.getWriteResult().getInsertedCount()) {
            throw new OutcomeUnknown(e);
        }
        BulkWriteError error = errors.get(0);
        if (error.getIndex() > 0) {
            turns.wins();
        }
        boolean taken = error.getCode() == DUPLICATE_KEY;
        return new Written(error.getIndex(), before, new Refusal(taken, taken, e));
    }

    /** As many as go into one message; none when the first is too large for any. */
    private static List<RawBsonDocument> documents(List<Commit> group, long before) {
        List<RawBsonDocument> documents = new ArrayList<>(group.size());
        long position = before + 1;
        int bytes = 0;
        for (Commit commit : group) {
            RawBsonDocument document = new RawBsonDocument(CommitDocument.of(commit, position), CODEC);
            int size = document.getByteBuffer().remaining();
            if (size > LARGEST || !documents.isEmpty() && bytes + size > MOST_BYTES) {
                break;
            }
            documents.add(document);
            bytes += size;
            position += commit.events().size();
        }
        return documents;
    }

    private static int events(List<Commit> group) {
        return group.stream().mapToInt(commit -> commit.events().size()).sum();
    }
}
