package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Lets processes that write to one store take turns. Who loses a race starts after the winner's next group and loses
 * again, for ever: so a process that has lost twice leaves a mark, and whoever sees a foreign one pauses after each of
 * its own groups for some of the slowest round trips. Marks are not taken back: they age, and who writes in company
 * renews its own, or the first mark to age would let its heir starve anew. No promise depends on it.
 */
final class Turns {

    private static final int LOSSES = 2;
    private static final int ROUND_TRIPS = 4;
    private static final long AGE = Duration.ofSeconds(2).toNanos();
    private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();
    private static final long LOOK_EVERY = Duration.ofMillis(100).toNanos();
    private static final long LONGEST = Duration.ofMillis(200).toNanos();

    /** A mark as it was last read, and when it was first read like that: clocks of two machines are not compared. */
    private record Seen(long number, long roundTrip, long since) {}

    private final MongoCollection<Document> marks;
    private final String me = new ObjectId().toHexString();
    private final Map<String, Seen> seen = new HashMap<>();
    private boolean won = true;
    private int losses;
    private long tried;
    private long began;
    /** When the last insert was answered, and how long it took with all that a lost one entails. */
    private long ended = System.nanoTime();

    private long roundTrip;
    private long number;
    private long marked = ended - AGE;
    private long looked = ended - LOOK_EVERY;

    Turns(MongoCollection<Document> marks) {
        this.marks = marks;
    }

    /**
     * Before an insert: pauses when somebody else waits for a turn.
     *
     * @param head where the store ends; further than before the last insert, when that failed, is a race that was lost
     */
    void begin(long head) {
        if (won) {
            give();
        } else if (head > tried) {
            lost();
        }
        won = false;
        tried = head;
        began = System.nanoTime();
    }

    /** The insert that was begun has been answered, all of it written. */
    void won() {
        won = true;
        losses = 0;
        ended = System.nanoTime();
        roundTrip = ended - began;
    }

    private void lost() {
        roundTrip = System.nanoTime() - began;
        if (++losses >= LOSSES) {
            mark();
        }
    }

    private void mark() {
        marked = System.nanoTime();
        Document mark = new Document("_id", me).append("number", ++number).append("roundTrip", roundTrip);
        try {
            marks.replaceOne(new Document("_id", me), mark, new ReplaceOptions().upsert(true));
        } catch (MongoException e) {
            // The next write tells what is wrong.
        }
    }

    private void give() {
        long now = System.nanoTime();
        if (now - looked > LOOK_EVERY) {
            looked = now;
            look(now);
        }
        if (seen.entrySet().stream().noneMatch(mark -> !mark.getKey().equals(me) && isYoung(mark.getValue(), now))) {
            return;
        }
        if (now - marked > AGE / 2) {
            mark();
        }
        // The slowest of all, oneself among them: who paused for the others' trips only would give more than it gets.
        long slowest = seen.values().stream()
                .filter(mark -> isYoung(mark, now))
                .mapToLong(Seen::roundTrip)
                .max()
                .orElse(0);
        LockSupport.parkNanos(ended + Math.min(LONGEST, ROUND_TRIPS * slowest) - now);
    }

    private static boolean isYoung(Seen mark, long now) {
        return now - mark.since() < AGE;
    }

    private void look(long now) {
        try {
            for (Document mark : marks.find()) {
                String id = mark.getString("_id");
                Seen before = seen.get(id);
                if (before == null || before.number() != mark.getLong("number")) {
                    seen.put(id, new Seen(mark.getLong("number"), mark.getLong("roundTrip"), now));
                } else if (now - before.since() > FORGOTTEN) {
                    marks.deleteOne(new Document("_id", id).append("number", before.number()));
                    seen.remove(id);
                }
            }
        } catch (MongoException e) {
            // The next write tells what is wrong.
        }
    }
}
