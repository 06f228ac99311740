package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;
import studio.greenroom.standalone.simulation.FakeAttempts.Leased;

/** The simulation's rows; a second passes with each step. */
final class FakeRows implements SagaRows {

    private final VirtualTime time;
    private final Tables tables;
    private final Map<AttemptKey, List<Leased>> leases = new HashMap<>();
    private int tokens;

    FakeRows(VirtualTime time) {
        this.time = time;
        tables = new Tables(time, Mistake.NONE);
    }

    private void tick() {
        time.in(Duration.ofSeconds(1), () -> {});
        time.run();
    }

    private List<String> tokens() {
        tick();
        return IntStream.range(0, 100).mapToObj(n -> "token-" + tokens++).toList();
    }

    private Set<AttemptKey> leased(List<Leased> rows) {
        return rows.stream()
                .map(row -> {
                    AttemptOrder order = row.order();
                    AttemptKey key = new AttemptKey(order.generationId(), order.variant(), order.attempt());
                    leases.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
                    return key;
                })
                .collect(Collectors.toSet());
    }

    private Leased last(AttemptKey key) {
        List<Leased> all = leases.get(key);
        return all.get(all.size() - 1);
    }

    private Set<String> last(Set<AttemptKey> keys) {
        return keys.stream().map(key -> last(key).token()).collect(Collectors.toSet());
    }

    @Override
    public void open(List<AttemptOrder> orders) {
        tick();
        tables.attempts.open(orders);
    }

    @Override
    public void abandon(Collection<String> generations) {
        tables.attempts.abandon(generations);
    }

    @Override
    public Set<AttemptKey> claim(String provider, Duration lease) {
        return leased(tables.attempts.claim(provider, tokens(), lease));
    }

    @Override
    public Set<AttemptKey> claimOrphans(Set<String> providers, Duration lease) {
        return leased(tables.attempts.claimOrphans(providers, tokens(), lease));
    }

    @Override
    public Set<AttemptKey> takeOver(Set<AttemptKey> own, Duration lease) {
        return leased(tables.attempts.takeOver(last(own), tokens(), lease));
    }

    @Override
    public Map<AttemptKey, Boolean> renew(Set<AttemptKey> mine, Duration lease) {
        tick();
        Map<String, Boolean> held = tables.attempts.renew(last(mine), lease);
        Map<AttemptKey, Boolean> byKey = new TreeMap<>();
        mine.stream()
                .filter(key -> held.containsKey(last(key).token()))
                .forEach(key -> byKey.put(key, held.get(last(key).token())));
        return byKey;
    }

    @Override
    public boolean answer(AttemptKey attempt, boolean first, AttemptOutcome outcome) {
        tick();
        return tables.attempts.answer(first ? leases.get(attempt).get(0) : last(attempt), outcome);
    }

    @Override
    public void send(List<Outgoing> commands) {
        tick();
        tables.outbox.add(commands);
    }

    @Override
    public Map<String, Integer> due(Duration lease) {
        tick();
        return tables.outbox.claim(100, lease).stream()
                .collect(Collectors.toMap(FakeOutbox.Row::commandId, FakeOutbox.Row::tries));
    }

    private List<Long> numbers(String command) {
        return tables.outbox.rows().stream()
                .filter(row -> row.commandId().equals(command))
                .map(FakeOutbox.Row::id)
                .toList();
    }

    @Override
    public void settled(String command) {
        tables.attempts.settled(numbers(command));
    }

    @Override
    public void refused(String command) {
        numbers(command).forEach(id -> tables.outbox.refused(id, "NOT_FOUND"));
    }

    @Override
    public void again(String command, Duration wait) {
        tick();
        numbers(command).forEach(id -> tables.outbox.again(id, wait));
    }

    @Override
    public void set(List<TimedCommand> timers) {
        tables.timers.set(timers);
    }

    @Override
    public void cancel(Collection<String> timers) {
        tables.timers.cancel(timers);
    }

    @Override
    public List<String> all() {
        List<String> all = new ArrayList<>();
        tables.attempts
                .rows()
                .forEach(row -> all.add(line(
                        row.key(),
                        row.provider(),
                        row.state().name().toLowerCase(Locale.ROOT),
                        row.ordered() != null,
                        row.ended(),
                        row.token() != null)));
        tables.outbox
                .rows()
                .forEach(row ->
                        all.add(line(row.commandId(), row.type(), row.tries(), row.refused() != null, row.reports())));
        tables.timers.rows().forEach(row -> all.add(line("timer", row.name())));
        return all.stream().sorted().toList();
    }

    static String line(Object... what) {
        return Stream.of(what).map(String::valueOf).collect(Collectors.joining(" "));
    }
}
