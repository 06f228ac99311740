package studio.greenroom.saga.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.greenroom.saga.database.SagaDatabase;

/** Opens what only the dispatcher does with the outbox, for the contract that the simulation's rows are held to. */
public final class OpenOutbox {

    private final Outbox outbox;

    public OpenOutbox(SagaDatabase.Session database) {
        outbox = new Outbox(database);
    }

    public void add(List<Outgoing> commands) {
        outbox.add(commands);
    }

    /** How often each claimed row has been tried, by its id. */
    public Map<Long, Integer> claim(int most, Duration lease) {
        Map<Long, Integer> tries = new TreeMap<>();
        outbox.claim(most, lease).forEach(row -> tries.put(row.id(), row.tries()));
        return tries;
    }

    public void settled(Collection<Long> ids) {
        outbox.settled(ids);
    }

    public void refused(long id) {
        outbox.refused(id, "NOT_FOUND", "There is nothing here.");
    }

    public void again(long id, Duration wait) {
        outbox.again(id, wait, "It did not answer.");
    }
}
