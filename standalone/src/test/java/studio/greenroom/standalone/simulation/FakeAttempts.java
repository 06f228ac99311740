package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;

/** The rows of attempts in memory, by the rules of {@link studio.greenroom.saga.attempt.Attempts}. */
final class FakeAttempts {

    enum State {
        READY,
        CALLING,
        ANSWERED,
        REPORTED,
        CANCELLED
    }

    /** @param ordered as JSON; null once nobody needs it */
    record Row(
            AttemptKey key,
            String provider,
            State state,
            @Nullable String ordered,
            boolean ended,
            @Nullable String token,
            @Nullable Instant leaseUntil,
            Instant createdAt) {

        Row in(State next, @Nullable String order) {
            return new Row(key, provider, next, order, ended, null, null, createdAt);
        }

        Row leased(String by, Instant until) {
            return new Row(key, provider, State.CALLING, ordered, ended, by, until, createdAt);
        }

        Row ending() {
            return new Row(key, provider, state, ordered, true, token, leaseUntil, createdAt);
        }

        boolean leasedBy(String someone) {
            return state == State.CALLING && someone.equals(token);
        }
    }

    /** A row under somebody's lease. */
    record Leased(AttemptOrder order, String token) {}

    private final VirtualTime time;
    private final FakeOutbox outbox;
    private final Mistake mistake;
    private final Map<AttemptKey, Row> rows;

    FakeAttempts(VirtualTime time, FakeOutbox outbox, Mistake mistake) {
        this.time = time;
        this.outbox = outbox;
        this.mistake = mistake;
        rows = new TreeMap<>();
    }

    FakeAttempts(FakeAttempts other, FakeOutbox outbox) {
        time = other.time;
        mistake = other.mistake;
        this.outbox = outbox;
        rows = new TreeMap<>(other.rows);
    }

    void open(List<AttemptOrder> orders) {
        for (AttemptOrder o : orders) {
            AttemptKey key = new AttemptKey(o.generationId(), o.variant(), o.attempt());
            Row row = new Row(key, o.provider(), State.READY, Json.write(o), false, null, null, time.instant());
            if (mistake == Mistake.ATTEMPT_ROWS_NOT_UNIQUE) {
                rows.put(key, row);
            } else {
                rows.putIfAbsent(key, row);
            }
        }
    }

    void abandon(Collection<String> generations) {
        rows.replaceAll((key, row) -> {
            if (!generations.contains(key.generation())) {
                return row;
            } else if (row.state() == State.READY && mistake != Mistake.ENDED_GENERATIONS_CALLED) {
                return row.in(State.CANCELLED, null);
            }
            return row.state() == State.CALLING ? row.ending() : row;
        });
    }

    List<Leased> claim(String provider, List<String> tokens, Duration lease) {
        return lease(row -> row.state() == State.READY && row.provider().equals(provider), tokens, lease);
    }

    List<Leased> claimOrphans(Set<String> providers, List<String> tokens, Duration lease) {
        return lease(row -> row.state() == State.READY && !providers.contains(row.provider()), tokens, lease);
    }

    List<Leased> takeOver(Set<String> own, List<String> tokens, Duration lease) {
        return lease(
                row -> row.leaseUntil() != null
                        && row.leaseUntil().isBefore(time.instant())
                        && !own.contains(row.token()),
                tokens,
                lease);
    }

    private List<Leased> lease(Predicate<Row> which, List<String> tokens, Duration lease) {
        List<Row> chosen = rows.values().stream()
                .filter(which)
                .sorted(Comparator.comparing(Row::createdAt))
                .limit(tokens.size())
                .toList();
        List<Leased> leased = new ArrayList<>();
        for (Row row : chosen) {
            String token = tokens.get(leased.size());
            rows.put(row.key(), row.leased(token, time.instant().plus(lease)));
            leased.add(new Leased(Json.read(row.ordered(), AttemptOrder.class), token));
        }
        return leased;
    }

    Map<String, Boolean> renew(Collection<String> tokens, Duration lease) {
        Map<String, Boolean> held = new TreeMap<>();
        rows.replaceAll((key, row) -> {
            if (row.token() == null || !tokens.contains(row.token())) {
                return row;
            }
            held.put(row.token(), row.ended());
            return row.leased(row.token(), time.instant().plus(lease));
        });
        return held;
    }

    boolean answer(Leased attempt, AttemptOutcome outcome) {
        AttemptOrder order = attempt.order();
        AttemptKey key = new AttemptKey(order.generationId(), order.variant(), order.attempt());
        Row row = rows.get(key);
        if (row == null || !row.leasedBy(attempt.token())) {
            return false;
        }
        rows.put(key, row.in(State.ANSWERED, row.ordered()));
        ReportAttempt report = new ReportAttempt(order.generationId(), order.variant(), order.attempt(), outcome);
        outbox.add(new Outgoing(report, order.report()), key);
        return true;
    }

    /** These commands were acknowledged, or had been before. */
    void settled(Collection<Long> commands) {
        for (long id : commands) {
            outbox.remove(id)
                    .map(FakeOutbox.Row::reports)
                    .ifPresent(reported -> rows.computeIfPresent(
                            reported,
                            (key, row) -> row.state() == State.ANSWERED ? row.in(State.REPORTED, row.ordered()) : row));
        }
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }
}
