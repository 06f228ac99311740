package studio.greenroom.command.admission;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.relay.BeforePublication;
import studio.greenroom.command.repeat.Earlier;
import studio.greenroom.command.repeat.RepeatCache;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.event.EventType;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;

/**
 * Makes room for others when a generation ends, keeps for a while what succeeded, and adds up what was spent: as the relay
 * comes by. What it reads again changes nothing.
 */
@Component
class Endings implements BeforePublication {

    private static final String SUCCEEDED = type(GenerationSucceeded.class);
    private static final String SETTLED = type(CostSettled.class);
    private static final Set<String> ENDS = Stream.of(
                    GenerationSucceeded.class, GenerationFailed.class, GenerationCancelled.class)
            .map(Endings::type)
            .collect(Collectors.toSet());

    private final JdbcClient sql;
    private final RepeatSettings repeats;
    private final RepeatCache cache;

    Endings(CommandDatabase database, RepeatSettings repeats, RepeatCache cache) {
        this.sql = database.client();
        this.repeats = repeats;
        this.cache = cache;
    }

    private static String type(Class<?> event) {
        return event.getAnnotation(EventType.class).value();
    }

    private record Kept(String owner, String requestHash, Earlier earlier) {}

    /** The money first: between the two it may seem that less is left than is, but never more. */
    @Override
    public void accept(List<Envelope> events) {
        spend(events.stream().filter(event -> event.type().equals(SETTLED)).toList());
        end(events.stream().filter(event -> ENDS.contains(event.type())).toList());
    }

    private void spend(List<Envelope> settled) {
        if (settled.isEmpty()) {
            return;
        }
        List<Cost> costs = settled.stream()
                .map(event -> ((CostSettled) EventCodec.read(event)).cost())
                .toList();
        sql.sql("SELECT spend(?, ?, ?, CAST(? AS date[]), ?, ?)")
                .params(
                        settled.stream().map(Envelope::position).toArray(Long[]::new),
                        texts(settled, Envelope::streamId),
                        texts(settled, Envelope::owner),
                        texts(settled, Endings::month),
                        texts(costs, Cost::currency),
                        costs.stream().map(Cost::micros).toArray(Long[]::new))
                .query((row, n) -> n)
                .list();
    }

    private static String month(Envelope event) {
        return LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .toString();
    }

    private void end(List<Envelope> ends) {
        if (ends.isEmpty()) {
            return;
        }
        List<Kept> kept = sql.sql("""
                        UPDATE admissions a SET ended_at = clock_timestamp(), succeeded = e.succeeded, revision = e.revision,
                            position = e.position,
                            gone_at = greatest(a.admitted_at + interval '1 minute', clock_timestamp()
                                + CASE WHEN e.succeeded AND a.request_hash IS NOT NULL THEN ? ELSE 0 END
                                * interval '1 millisecond')
                        FROM unnest(?, ?, ?, ?) AS e (generation, succeeded, revision, position)
                        WHERE a.generation_id = e.generation AND a.ended_at IS NULL
                        RETURNING a.owner, CASE WHEN a.succeeded THEN a.request_hash END AS request_hash,
                            a.generation_id, a.revision, a.position
                        """)
                .params(
                        repeats.kept().toMillis(),
                        texts(ends, Envelope::streamId),
                        ends.stream().map(end -> end.type().equals(SUCCEEDED)).toArray(Boolean[]::new),
                        ends.stream().map(Envelope::revision).toArray(Long[]::new),
                        ends.stream().map(Envelope::position).toArray(Long[]::new))
                .query((row, n) -> new Kept(
                        row.getString("owner"),
                        row.getString("request_hash"),
                        new Earlier(row.getString("generation_id"), row.getLong("revision"), row.getLong("position"))))
                .list();
        kept.stream()
                .filter(one -> one.requestHash() != null)
                .forEach(one -> cache.put(one.owner(), one.requestHash(), one.earlier(), repeats.kept()));
    }

    private static <T> String[] texts(List<T> things, Function<T, String> text) {
        return things.stream().map(text).toArray(String[]::new);
    }
}
