package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.outbox.Outgoing;

/** The outbox's rows in memory, by the rules of {@link studio.greenroom.saga.outbox.Outbox}. */
final class FakeOutbox {

    /** @param reports the attempt whose outcome it reports */
    record Row(
            long id,
            String commandId,
            String type,
            String command,
            String cause,
            @Nullable AttemptKey reports,
            int tries,
            Instant due,
            @Nullable String refused) {

        Outgoing read() {
            return Outgoing.read(type, command, cause);
        }
    }

    private final VirtualTime time;
    private final Map<Long, Row> rows;
    private long last;

    FakeOutbox(VirtualTime time) {
        this.time = time;
        rows = new TreeMap<>();
    }

    FakeOutbox(FakeOutbox other) {
        time = other.time;
        rows = new TreeMap<>(other.rows);
        last = other.last;
    }

    void add(List<Outgoing> commands) {
        commands.forEach(command -> add(command, null));
    }

    void add(Outgoing command, @Nullable AttemptKey reports) {
        String commandId = command.cause().commandId();
        if (rows.values().stream().noneMatch(row -> row.commandId().equals(commandId))) {
            String type = CommandCodec.name(command.command());
            String body = Json.write(command.command());
            String cause = Json.write(command.cause());
            rows.put(++last, new Row(last, commandId, type, body, cause, reports, 0, time.instant(), null));
        }
    }

    List<Row> claim(int most, Duration lease) {
        List<Row> claimed = new ArrayList<>();
        rows.values().stream()
                .filter(row -> row.refused() == null && !row.due().isAfter(time.instant()))
                .sorted(Comparator.comparing(Row::due).thenComparing(Row::id))
                .limit(most)
                .forEach(row ->
                        claimed.add(changed(row, row.tries() + 1, time.instant().plus(lease), null)));
        claimed.forEach(row -> rows.put(row.id(), row));
        return claimed;
    }

    /** The row that leaves; nothing when it has left already. */
    Optional<Row> remove(long id) {
        return Optional.ofNullable(rows.remove(id));
    }

    void again(long id, Duration wait) {
        rows.computeIfPresent(
                id, (key, row) -> changed(row, row.tries(), time.instant().plus(wait), row.refused()));
    }

    void refused(long id, String code) {
        rows.computeIfPresent(id, (key, row) -> changed(row, row.tries(), row.due(), code));
    }

    private static Row changed(Row row, int tries, Instant due, @Nullable String refused) {
        return new Row(
                row.id(), row.commandId(), row.type(), row.command(), row.cause(), row.reports(), tries, due, refused);
    }

    /** When the next one is due. */
    Optional<Instant> next() {
        return rows.values().stream()
                .filter(row -> row.refused() == null)
                .map(Row::due)
                .min(Comparator.naturalOrder());
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }
}
