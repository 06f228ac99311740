package studio.greenroom.command.admission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.relay.BeforePublication;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventType;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * Lets generations in, up to each owner's limits, exactly and over all processes: a row for each, written before its
 * events and ended by the relay when it reads the generation's end. Calls block.
 */
@Component
@EnableConfigurationProperties(LimitSettings.class)
public class Admissions implements BeforePublication {

    private static final Set<String> ENDS = Stream.of(
                    GenerationSucceeded.class, GenerationFailed.class, GenerationCancelled.class)
            .map(end -> end.getAnnotation(EventType.class).value())
            .collect(Collectors.toSet());

    /** Seconds until it is worth asking again, when something has to end first and nobody knows when. */
    private static final long SOON = 5;

    private static final String OLD = "ended_at IS NULL AND admitted_at < clock_timestamp() - interval '2 minutes'";

    private final JdbcClient sql;
    private final EventLog log;
    private final LimitSettings limits;

    public Admissions(CommandDatabase database, EventLog log, LimitSettings limits) {
        this.sql = database.client();
        this.log = log;
        this.limits = limits;
    }

    private record Verdict(String verdict, String generation, long waitMillis) {}

    /**
     * @param generationId for it, unless the same command was let in before
     * @return the generation's id
     * @throws Problem TOO_MANY_REQUESTS or TOO_MANY_ACTIVE, telling when to ask again
     */
    public String admit(String owner, String commandId, String generationId) {
        if (limits.requestsPerMinute() == 0 && limits.active() == 0) {
            return generationId;
        }
        Verdict verdict = ask(owner, commandId, generationId);
        if (verdict.verdict().equals("TOO_MANY_ACTIVE") && swept(owner)) {
            verdict = ask(owner, commandId, generationId);
        }
        return switch (verdict.verdict()) {
            case "ADMITTED" -> verdict.generation();
            case "TOO_MANY_ACTIVE" ->
                throw new Problem(
                                ProblemCode.TOO_MANY_ACTIVE,
                                "At most " + limits.active() + " of your generations can be under way at the same time."
                                        + " Ask again when one has ended, or cancel one.")
                        .withHeaders(headers("active", SOON));
            default -> {
                long seconds = (verdict.waitMillis() + 999) / 1_000;
                throw new Problem(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "You can ask for " + limits.requestsPerMinute() + " generations a minute. Ask again in "
                                        + seconds + (seconds == 1 ? " second." : " seconds."))
                        .withHeaders(headers("minute", seconds));
            }
        };
    }

    /** Nothing was written for it by the one who asked: it counts for nothing, unless its command has asked again. */
    public void withdraw(String generationId) {
        sql.sql("DELETE FROM admissions WHERE generation_id = ? AND ended_at IS NULL AND asks = 1")
                .param(generationId)
                .update();
    }

    /** Once more when the relay reads them again; what has ended stays so. */
    @Override
    public void accept(List<Envelope> events) {
        String[] ended = events.stream()
                .filter(event -> ENDS.contains(event.type()))
                .map(Envelope::streamId)
                .toArray(String[]::new);
        if (ended.length > 0) {
            sql.sql("UPDATE admissions SET ended_at = clock_timestamp() WHERE generation_id = ANY (?)"
                            + " AND ended_at IS NULL")
                    .param(ended)
                    .update();
        }
    }

    private Verdict ask(String owner, String commandId, String generationId) {
        return sql.sql("SELECT * FROM admit(?, ?, ?, ?, ?)")
                .params(owner, commandId, generationId, limits.requestsPerMinute(), limits.active())
                .query((row, n) -> new Verdict(row.getString(1), row.getString(2), row.getLong(3)))
                .single();
    }

    /** Takes back what was let in and then never written, which takes no longer than an append may be on its way. */
    private boolean swept(String owner) {
        List<String> gone = new ArrayList<>(sql.sql("SELECT generation_id FROM admissions WHERE owner = ? AND " + OLD)
                .param(owner)
                .query(String.class)
                .list());
        gone.removeIf(generation -> log.end(generation).isPresent());
        return sql.sql("DELETE FROM admissions WHERE generation_id = ANY (?) AND " + OLD)
                        .param(gone.toArray(String[]::new))
                        .update()
                > 0;
    }

    /** As in draft-ietf-httpapi-ratelimit-headers-10. */
    private Map<String, String> headers(String exhausted, long seconds) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(seconds));
        headers.put("RateLimit", "\"" + exhausted + "\";r=0;t=" + seconds);
        List<String> policies = new ArrayList<>();
        if (limits.requestsPerMinute() > 0) {
            policies.add("\"minute\";q=" + limits.requestsPerMinute() + ";w=60");
        }
        if (limits.active() > 0) {
            policies.add("\"active\";q=" + limits.active() + ";qu=\"concurrent-requests\"");
        }
        headers.put("RateLimit-Policy", String.join(", ", policies));
        return headers;
    }
}
