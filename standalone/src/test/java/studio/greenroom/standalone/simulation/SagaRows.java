package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;

/**
 * What sagas, workers and the dispatcher do with their rows. An attempt is told by its key and a command by its id, since
 * tokens and numbers are each side's own.
 */
interface SagaRows {

    void open(List<AttemptOrder> orders);

    void abandon(Collection<String> generations);

    /** Takes all that are ready; tells which. */
    Set<AttemptKey> claim(String provider, Duration lease);

    Set<AttemptKey> claimOrphans(Set<String> providers, Duration lease);

    /** Takes over all whose lease is over, but for those of this worker. */
    Set<AttemptKey> takeOver(Set<AttemptKey> own, Duration lease);

    /** @return those that hold, each with whether its generation has ended */
    Map<AttemptKey, Boolean> renew(Set<AttemptKey> mine, Duration lease);

    /** Answers under the first lease that this attempt was ever given, or the last. */
    boolean answer(AttemptKey attempt, boolean first, AttemptOutcome outcome);

    void send(List<Outgoing> commands);

    /** Takes all commands that are due: how often each was tried. */
    Map<String, Integer> due(Duration lease);

    void settled(String command);

    void refused(String command);

    void again(String command, Duration wait);

    void set(List<TimedCommand> timers);

    void cancel(Collection<String> timers);

    /** Everything that stands in the rows, but for times, tokens and numbers. */
    List<String> all();
}
