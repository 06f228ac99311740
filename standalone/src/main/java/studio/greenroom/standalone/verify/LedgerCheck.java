package studio.greenroom.standalone.verify;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.standalone.terminal.Advance;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;
import studio.greenroom.standalone.verify.LedgerTables.Moment;

/** Counts the log again and looks at the tables where both have come to the same events. */
final class LedgerCheck {

    /** How long a read model may take nothing before it is compared where it stands. */
    private static final Duration STANDSTILL = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final EventLog log;
    private final LedgerTables tables;
    private final Terminal terminal;

    /** @param behind how many events of the log the tables do not have yet */
    record Result(Recount recount, Moment moment, long position, long behind) {}

    LedgerCheck(EventLog log, LedgerTables tables, Terminal terminal) {
        this.log = log;
        this.tables = tables;
        this.terminal = terminal;
    }

    /** While Greenroom takes events: everything up to the log's end of now, and of what comes meanwhile as much as the tables. */
    Result whileItRuns() throws SQLException, InterruptedException {
        long head = log.head();
        Recount recount = new Recount(log);
        Map<Integer, Long> ends = new HashMap<>();
        Row row = terminal.row("log", "reading");
        Advance advance = new Advance(row, "reading", 0, head);
        read(0, head, event -> {
            ends.merge(Wire.partition(event.owner()), event.position(), Math::max);
            recount.take(event, true);
            advance.at(event.position());
        });
        row.done("read", String.format(Locale.ROOT, "%,d events", recount.events()));
        if (!reached(ends)) {
            terminal.say("The ledger's read model takes no events; it is compared where it stands.");
            return whereItStands();
        }
        Moment moment = tables.look();
        long[] end = {head};
        read(head, Long.MAX_VALUE, event -> {
            recount.take(event, moment.has(Wire.partition(event.owner()), event.position()));
            end[0] = event.position();
        });
        recount.end();
        return new Result(recount, moment, end[0], 0);
    }

    /** While nothing moves: the log as far as the tables are. */
    Result whereItStands() throws SQLException {
        Moment moment = tables.look();
        long head = log.head();
        Recount recount = new Recount(log);
        Row row = terminal.row("log", "reading");
        Advance advance = new Advance(row, "reading", 0, head);
        long[] behind = {0};
        read(0, head, event -> {
            boolean counts = moment.has(Wire.partition(event.owner()), event.position());
            behind[0] += counts ? 0 : 1;
            recount.take(event, counts);
            advance.at(event.position());
        });
        recount.end();
        row.done("read", String.format(Locale.ROOT, "%,d events", recount.events()));
        return new Result(recount, moment, head, behind[0]);
    }

    private interface Reader {

        void take(Envelope event);
    }

    private void read(long after, long upTo, Reader reader) {
        try (Stream<Envelope> events = log.all(after)) {
            for (Iterator<Envelope> all = events.iterator(); all.hasNext(); ) {
                Envelope event = all.next();
                if (event.position() > upTo) {
                    return;
                }
                reader.take(event);
            }
        }
    }

    private boolean reached(Map<Integer, Long> ends) throws SQLException, InterruptedException {
        Row row = terminal.row("ledger", "catching up");
        Map<Integer, Long> marks = tables.marks();
        long moved = System.nanoTime();
        while (System.nanoTime() - moved < STANDSTILL.toNanos()) {
            Map<Integer, Long> now = tables.marks();
            if (ends.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                row.done("there", "");
                return true;
            }
            moved = now.equals(marks) ? moved : System.nanoTime();
            marks = now;
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        row.failed();
        return false;
    }
}
