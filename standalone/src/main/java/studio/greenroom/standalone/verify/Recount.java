package studio.greenroom.standalone.verify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/**
 * The balances, counted again from the log, and what is wrong in the log itself. Holds the balances and a bounded number
 * of generations; one that comes back after it was let go is read again from its stream.
 */
final class Recount {

    private static final int GENERATIONS_KEPT = 10_000;
    private static final int FAULTS_TOLD = 10;

    private final EventLog log;
    private final SortedMap<Place, Sums> balances = new TreeMap<>();
    private final Map<String, Spending> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final List<String> faults = new ArrayList<>();
    private @Nullable Promise promise;
    private long events;
    private long generations;
    private long faultCount;

    Recount(EventLog log) {
        this.log = log;
    }

    /**
     * Events in the log's order, without a gap.
     *
     * @param counts whether the event belongs in the balances; what is wrong with it is told either way
     */
    void take(Envelope envelope, boolean counts) {
        events++;
        GenerationEvent event = envelope.streamType().equals("generation")
                ? (GenerationEvent) Recorded.read(envelope).event()
                : null;
        boolean kept = keeps(event);
        if (event == null) {
            return;
        }
        if (Promise.isMoney(event) && !kept) {
            fault(String.format(
                    Locale.ROOT,
                    "%s: %s at position %,d follows from nothing",
                    envelope.streamId(),
                    envelope.type(),
                    envelope.position()));
        }
        Recorded recorded = new Recorded(envelope, event);
        Spending spending = spending(recorded);
        promise = Promise.of(recorded, spending);
        Sums move = spending.take(event);
        Cost money = Spending.money(event);
        if (counts && move != null && money != null) {
            balances.merge(spending.place(money.currency()), move, Sums::plus);
        }
    }

    /** Whether the event is what the one before it promised; a promise holds for no longer. */
    private boolean keeps(@Nullable GenerationEvent event) {
        Promise due = promise;
        promise = null;
        boolean kept = due != null && event != null && due.isKeptBy(event);
        if (due != null && !kept) {
            fault(due.toString());
        }
        return kept;
    }

    private Spending spending(Recorded recorded) {
        String id = recorded.envelope().streamId();
        Spending known = recent.get(id);
        if (known == null) {
            generations += recorded.event() instanceof GenerationRequested ? 1 : 0;
            known = recorded.event() instanceof GenerationRequested ? Spending.of(recorded) : again(recorded);
            recent.put(id, known);
            Iterator<String> oldest = recent.keySet().iterator();
            if (recent.size() > GENERATIONS_KEPT) {
                oldest.next();
                oldest.remove();
            }
        }
        return known;
    }

    /** As it was before the event. */
    private Spending again(Recorded recorded) {
        Envelope until = recorded.envelope();
        Spending spending = null;
        for (long after = 0; after < until.revision() - 1; ) {
            int limit = (int) Math.min(EventLog.PAGE, until.revision() - 1 - after);
            List<Envelope> page = log.stream(until.streamId(), after, limit);
            if (page.isEmpty()) {
                break;
            }
            for (Envelope earlier : page) {
                Recorded read = Recorded.read(earlier);
                spending = spending == null ? Spending.of(read) : spending;
                spending.take((GenerationEvent) read.event());
            }
            after += page.size();
        }
        return spending == null ? Spending.of(recorded) : spending;
    }

    /** To be called at the log's end. */
    void end() {
        keeps(null);
    }

    private void fault(String what) {
        faultCount++;
        if (faults.size() < FAULTS_TOLD) {
            faults.add(what);
        }
    }

    SortedMap<Place, Sums> balances() {
        return balances;
    }

    /** The first of them, for people. */
    List<String> faults() {
        return faults;
    }

    long faultCount() {
        return faultCount;
    }

    long events() {
        return events;
    }

    long generations() {
        return generations;
    }
}
