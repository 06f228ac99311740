package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.attempt.OpenAttempts;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.outbox.OpenOutbox;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;
import studio.greenroom.saga.timer.Timers;

/** The real rows, empty at first. */
final class PostgresRows implements SagaRows {

    private final JdbcTemplate jdbc;
    private final OpenAttempts attempts;
    private final OpenOutbox outbox;
    private final Timers timers;
    private final Map<AttemptKey, List<Leased>> leases = new HashMap<>();

    PostgresRows(SagaDatabase.Session database) {
        jdbc = database.jdbc();
        jdbc.execute("TRUNCATE attempt, outbox, scheduled_tasks");
        attempts = new OpenAttempts(database);
        outbox = new OpenOutbox(database);
        timers = new Timers(database);
    }

    private static List<String> tokens() {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(100).toList();
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
        attempts.open(orders);
    }

    @Override
    public void abandon(Collection<String> generations) {
        attempts.abandon(generations);
    }

    @Override
    public Set<AttemptKey> claim(String provider, Duration lease) {
        return leased(attempts.claim(provider, tokens(), lease));
    }

    @Override
    public Set<AttemptKey> claimOrphans(Set<String> providers, Duration lease) {
        return leased(attempts.claimOrphans(providers, tokens(), lease));
    }

    @Override
    public Set<AttemptKey> takeOver(Set<AttemptKey> own, Duration lease) {
        return leased(attempts.takeOver(last(own), tokens(), lease));
    }

    @Override
    public Map<AttemptKey, Boolean> renew(Set<AttemptKey> mine, Duration lease) {
        Map<String, Boolean> held = attempts.renew(last(mine), lease);
        Map<AttemptKey, Boolean> byKey = new TreeMap<>();
        mine.stream()
                .filter(key -> held.containsKey(last(key).token()))
                .forEach(key -> byKey.put(key, held.get(last(key).token())));
        return byKey;
    }

    @Override
    public boolean answer(AttemptKey attempt, boolean first, AttemptOutcome outcome) {
        return attempts.answer(first ? leases.get(attempt).get(0) : last(attempt), outcome);
    }

    @Override
    public void send(List<Outgoing> commands) {
        outbox.add(commands);
    }

    @Override
    public Map<String, Integer> due(Duration lease) {
        Map<String, Integer> tries = new TreeMap<>();
        outbox.claim(100, lease).forEach((id, count) -> tries.put(command(id), count));
        return tries;
    }

    private String command(long id) {
        return jdbc.queryForObject("SELECT command_id FROM outbox WHERE id = ?", String.class, id);
    }

    private List<Long> numbers(String command) {
        return jdbc.queryForList("SELECT id FROM outbox WHERE command_id = ?", Long.class, command);
    }

    @Override
    public void settled(String command) {
        outbox.settled(numbers(command));
    }

    @Override
    public void refused(String command) {
        numbers(command).forEach(outbox::refused);
    }

    @Override
    public void again(String command, Duration wait) {
        numbers(command).forEach(id -> outbox.again(id, wait));
    }

    @Override
    public void set(List<TimedCommand> some) {
        timers.set(some);
    }

    @Override
    public void cancel(Collection<String> names) {
        timers.cancel(names);
    }

    @Override
    public List<String> all() {
        List<String> all = new ArrayList<>(jdbc.query(
                """
                SELECT generation_id, variant, attempt, provider, state, ordered IS NOT NULL, ended,
                    lease_token IS NOT NULL FROM attempt
                """,
                (row, n) -> FakeRows.line(
                        new AttemptKey(row.getString(1), row.getInt(2), row.getInt(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8))));
        all.addAll(jdbc.query(
                """
                SELECT command_id, command_type, tries, refused IS NOT NULL, stream_id, reports_variant, reports
                FROM outbox
                """,
                (row, n) -> FakeRows.line(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getBoolean(4),
                        row.getObject(7) == null
                                ? null
                                : new AttemptKey(row.getString(5), row.getInt(6), row.getInt(7)))));
        all.addAll(jdbc.query(
                "SELECT task_instance FROM scheduled_tasks", (row, n) -> FakeRows.line("timer", row.getString(1))));
        return all.stream().sorted().toList();
    }
}
