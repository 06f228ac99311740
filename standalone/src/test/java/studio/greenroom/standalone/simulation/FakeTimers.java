package studio.greenroom.standalone.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;

/** Timers in memory, by the rules of {@link studio.greenroom.saga.timer.Timers} and of db-scheduler. */
final class FakeTimers {

    /** @param picked since when it is being fired; null while it is not */
    record Row(
            String name,
            Instant time,
            String type,
            String command,
            String cause,
            @Nullable Instant picked) {

        Outgoing read() {
            return Outgoing.read(type, command, cause);
        }

        Row at(Instant pickedAt) {
            return new Row(name, time, type, command, cause, pickedAt);
        }
    }

    private final Map<String, Row> rows;

    FakeTimers() {
        rows = new TreeMap<>();
    }

    FakeTimers(FakeTimers other) {
        rows = new TreeMap<>(other.rows);
    }

    void set(List<TimedCommand> timers) {
        for (TimedCommand timer : timers) {
            Outgoing command = timer.command();
            Row row = new Row(
                    timer.timer(),
                    timer.time(),
                    CommandCodec.name(command.command()),
                    Json.write(command.command()),
                    Json.write(command.cause()),
                    null);
            rows.putIfAbsent(row.name(), row);
        }
    }

    void cancel(Collection<String> names) {
        rows.values().removeIf(row -> names.contains(row.name()) && row.picked() == null);
    }

    /** Takes one that is due, or whose firing began before that time and never ended. */
    Optional<Row> pick(Instant now, Instant dead) {
        Optional<Row> due = rows.values().stream()
                .filter(row -> row.picked() == null
                        ? !row.time().isAfter(now)
                        : row.picked().isBefore(dead))
                .min(Comparator.comparing(Row::time));
        due.ifPresent(row -> rows.put(row.name(), row.at(now)));
        return due;
    }

    void fired(String name) {
        rows.remove(name);
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }
}
