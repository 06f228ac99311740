package studio.greenroom.query.audit;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.identity.Identity;

/** From which end the journal is read. A page's cursor carries its order, and goes on in no other. */
enum Order {

    /** Its cursors are positions, so an event's id is one too. */
    OLDEST("", 0),
    NEWEST("newest.", Long.MAX_VALUE);

    private final String mark;
    private final long start;

    Order(String mark, long start) {
        this.mark = mark;
        this.start = start;
    }

    static Order of(@Nullable String word) {
        if (word == null || word.equals("oldest")) {
            return OLDEST;
        }
        if (word.equals("newest")) {
            return NEWEST;
        }
        throw Cursor.invalid("order", "Ask for oldest or newest first.");
    }

    String cursor(Envelope last) {
        return new Position(last.position(), mark + last.owner()).token();
    }

    /** Where the page begins: at this order's end, or beyond the place that the cursor names. */
    long place(Identity who, @Nullable String cursor) {
        if (cursor == null) {
            return start;
        }
        return Position.parse(cursor)
                .filter(position -> position.owner().equals(mark + who.owner()))
                .map(Position::value)
                .orElseThrow(() -> Cursor.invalid(
                        "cursor",
                        this == OLDEST
                                ? "Take it from the answer's next, or from an event's id."
                                : "Take it from the next of an answer that is newest first."));
    }
}
