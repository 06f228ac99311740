package studio.greenroom.command.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.repeat.Earlier;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.problem.Problem;

/**
 * Lets generations in, up to each owner's limits and budget and each request once, exactly and over all processes: a row
 * for each, written before its events and ended by {@link Endings}. Calls block.
 */
@Component
@EnableConfigurationProperties({LimitSettings.class, RepeatSettings.class})
public class Admissions {

    private static final String OLD = "ended_at IS NULL AND admitted_at < clock_timestamp() - interval '2 minutes'";

    private final JdbcClient sql;
    private final EventLog log;
    private final LimitSettings limits;
    private final RepeatSettings repeats;
    private final Refusals refusals;

    public Admissions(CommandDatabase database, EventLog log, LimitSettings limits, RepeatSettings repeats) {
        this.sql = database.client();
        this.log = log;
        this.limits = limits;
        this.repeats = repeats;
        this.refusals = new Refusals(limits);
    }

    private record Verdict(
            String verdict,
            String generation,
            long waitMillis,
            long revision,
            long position,
            long leftMicros,
            String nextMonth) {

        /** Whether it may be so because of a generation that was never written. */
        boolean mayBeOfNothing(@Nullable Admission admission) {
            return admission instanceof Admission.Unwritten
                    || verdict.equals("TOO_MANY_ACTIVE")
                    || verdict.equals("BUDGET_EXCEEDED");
        }
    }

    /**
     * The same request again spends nothing: no place, no request of the minute and no money.
     *
     * @throws Problem TOO_MANY_REQUESTS, TOO_MANY_ACTIVE or BUDGET_EXCEEDED, telling when to ask again
     */
    public Admission admit(Entrant entrant) {
        if (limits.requestsPerMinute() == 0 && limits.active() == 0 && limits.budget() == 0 && !repeats.compared()) {
            return new Admission.New(entrant.generationId());
        }
        Verdict verdict = ask(entrant);
        Admission admission = admission(verdict);
        if (verdict.mayBeOfNothing(admission) && swept(entrant.owner())) {
            verdict = ask(entrant);
            admission = admission(verdict);
        }
        if (admission == null) {
            throw refusal(verdict);
        }
        return admission;
    }

    /** Null when it is refused. */
    private @Nullable Admission admission(Verdict verdict) {
        return switch (verdict.verdict()) {
            case "ADMITTED" -> new Admission.New(verdict.generation());
            case "SUCCEEDED" ->
                new Admission.Done(
                        new Earlier(verdict.generation(), verdict.revision(), verdict.position()),
                        Duration.ofMillis(verdict.waitMillis()));
            // Whoever was let in with it may still fail to write it; then nobody may have been told of it.
            case "RUNNING" ->
                log.end(verdict.generation())
                        .<Admission>map(Admission.Running::new)
                        .orElseGet(Admission.Unwritten::new);
            default -> null;
        };
    }

    private Problem refusal(Verdict verdict) {
        return switch (verdict.verdict()) {
            case "TOO_MANY_ACTIVE" -> refusals.tooManyActive();
            case "BUDGET_EXCEEDED" ->
                refusals.budgetExceeded(verdict.leftMicros(), verdict.waitMillis(), verdict.nextMonth());
            default -> refusals.tooManyRequests(verdict.waitMillis());
        };
    }

    /** The generation that would answer the same request now, without asking for it. */
    public Optional<String> earlier(String owner, String requestHash) {
        return sql.sql("SELECT generation_id FROM admissions WHERE owner = ? AND request_hash = ?"
                        + " AND (ended_at IS NULL OR succeeded AND ended_at > clock_timestamp() - ? * interval '1 ms')"
                        + " ORDER BY ended_at DESC NULLS LAST LIMIT 1")
                .params(owner, requestHash, repeats.kept().toMillis())
                .query(String.class)
                .optional();
    }

    /** Nothing was written for it by the one who asked: it counts for nothing, unless its command has asked again. */
    public void withdraw(String generationId) {
        sql.sql("DELETE FROM admissions WHERE generation_id = ? AND ended_at IS NULL AND asks = 1")
                .param(generationId)
                .update();
    }

    private Verdict ask(Entrant entrant) {
        Cost quote = entrant.quote();
        return sql.sql("SELECT * FROM admit(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        entrant.owner(),
                        entrant.commandId(),
                        entrant.generationId(),
                        limits.requestsPerMinute(),
                        limits.active(),
                        repeats.compared() ? entrant.requestHash() : null,
                        repeats.kept().toMillis(),
                        quote == null ? null : quote.micros(),
                        quote == null ? null : quote.currency(),
                        limits.budget(),
                        limits.budgetCurrency()))
                .query((row, n) -> new Verdict(
                        row.getString("verdict"),
                        row.getString("generation"),
                        row.getLong("wait_millis"),
                        row.getLong("end_revision"),
                        row.getLong("end_position"),
                        row.getLong("left_micros"),
                        row.getString("next_month")))
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
}
