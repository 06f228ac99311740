package studio.greenroom.command.eventstore;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.kernel.event.Envelope;

/**
 * Which events the read models, sagas and topic of this PostgreSQL come from. Positions mean something in one store and
 * its copies only, so a system does not start on any other.
 */
public final class Origin {

    /** As the relay calls itself; as long as a command side runs there is one. */
    public static final String RELAY = "greenroom-relay";

    private final JdbcClient sql;

    private record Known(String identity, @Nullable Kind kind) {}

    public Origin(CommandDatabase database) {
        this.sql = database.client();
    }

    /** Of the store that the read models come from, and of every copy that may take its place. */
    public String identity() {
        return known().identity();
    }

    /** Where events were written last; empty before the first start. */
    public Optional<Kind> kind() {
        return Optional.ofNullable(known().kind());
    }

    private Known known() {
        return sql.sql("SELECT identity, kind FROM store")
                .query((row, n) -> new Known(row.getString(1), kind(row.getString(2))))
                .single();
    }

    private static @Nullable Kind kind(@Nullable String name) {
        return name == null ? null : Kind.valueOf(name);
    }

    /** @throws IllegalStateException when this database's read models come from other events already */
    public void become(String identity) {
        int changed = sql.sql("UPDATE store SET identity = ? WHERE identity = ? OR kind IS DISTINCT FROM 'MONGODB'")
                .params(identity, identity)
                .update();
        if (changed == 0) {
            throw new IllegalStateException("This PostgreSQL's read models come from another store."
                    + " Name that one in GREENROOM_MONGODB_URI, or an empty PostgreSQL database.");
        }
    }

    /**
     * Lets a store be started on, and remembers it. A new database takes whichever it is given.
     *
     * @param open opens the store of another kind, when that was used last
     * @throws IllegalStateException with one line that says what to do, when it is another store or is behind
     */
    void admit(Kind kind, EventStorage chosen, Function<Kind, EventStorage> open) {
        Known known = known();
        Kind last = known.kind();
        if (last == null) {
            remember(chosen.identity(), kind);
            return;
        }
        if (!known.identity().equals(chosen.identity())) {
            throw foreign(last, kind);
        }
        if (last != kind) {
            requireAlone(last);
            requireAll(known.identity(), last, opened(last, kind, open), kind, chosen);
            remember(known.identity(), kind);
        }
    }

    private static EventStorage opened(Kind last, Kind kind, Function<Kind, EventStorage> open) {
        try {
            return open.apply(last);
        } catch (IllegalStateException e) {
            // Without the cause, which would be told instead.
            throw new IllegalStateException("Events were last written to " + last.server()
                    + ", which has to tell whether " + kind.server() + " holds them all. " + e.getMessage());
        }
    }

    private static void requireAll(String identity, Kind last, EventStorage from, Kind kind, EventStorage to) {
        try (EventStorage open = from) {
            if (!open.identity().equals(identity)) {
                throw foreign(last, last);
            }
            long there = open.log().head();
            long here = to.log().head();
            if (here < there) {
                throw new IllegalStateException(last.server() + " holds events up to position " + there + ", and "
                        + kind.server() + " only up to " + here + ". " + copyFirst(last, kind));
            }
            if (there > 0 && !sameAt(there, open.log(), to.log())) {
                throw new IllegalStateException(kind.server() + " has another event at position " + there + " than "
                        + last.server() + ". It was written to by itself; take an empty database for the copy.");
            }
        }
    }

    private static boolean sameAt(long position, EventLog one, EventLog other) {
        return one.at(position).map(Envelope::eventId).equals(other.at(position).map(Envelope::eventId));
    }

    private void remember(String identity, Kind kind) {
        sql.sql("UPDATE store SET identity = ?, kind = ?")
                .params(identity, kind.name())
                .update();
    }

    /** Of the other kind, by what is known so far: it would go on writing to a store that nobody reads any more. */
    private void requireAlone(Kind other) {
        boolean runs = sql.sql("SELECT count(*) > 0 FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = ?")
                .param(RELAY)
                .query(Boolean.class)
                .single();
        if (runs) {
            throw new IllegalStateException(
                    "A Greenroom that writes to %s still runs. Stop it, copy once more, then start this one."
                            .formatted(other.server()));
        }
    }

    /** @throws IllegalStateException when events have been written to MongoDB since, so that ours are an old copy */
    public void requireNewest() {
        if (known().kind() == Kind.MONGODB) {
            throw new IllegalStateException("Events are written to MongoDB; PostgreSQL holds an older copy at best."
                    + " Copy with --from mongodb, or start Greenroom on PostgreSQL first.");
        }
    }

    /** A copy helps only whoever wants to change the kind. */
    private static IllegalStateException foreign(Kind last, Kind kind) {
        return new IllegalStateException("The read models of this PostgreSQL come from other events than those in "
                + kind.server() + ". Name their store" + (kind == Kind.MONGODB ? " in GREENROOM_MONGODB_URI." : ".")
                + (last == kind ? "" : " " + copyFirst(last, kind)));
    }

    private static String copyFirst(Kind from, Kind to) {
        return "To change the store, run ./greenroom copy-store --from %s --to %s first."
                .formatted(from.word(), to.word());
    }
}
