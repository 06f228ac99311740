package studio.greenroom.query.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;

/** Generations of some owners that cost something, side by side: over their quote, under it, late, and in two currencies. */
final class MoneyHistory {

    private static final int MOST = 5_000;

    private final Random random;
    private final List<Envelope> events = new ArrayList<>();
    private final List<One> generations = new ArrayList<>();

    /** What is known of a generation while it goes on. */
    private static final class One {

        private final String id;
        private final String owner;
        private final Cost quote;
        private long settled;
        private long revision;
        private boolean ended;

        One(String id, String owner, Cost quote) {
            this.id = id;
            this.owner = owner;
            this.quote = quote;
        }
    }

    private MoneyHistory(long seed) {
        random = new Random(seed);
    }

    static List<Envelope> of(long seed, int steps) {
        MoneyHistory history = new MoneyHistory(seed);
        for (int step = 0; step < steps; step++) {
            history.step();
        }
        return history.events;
    }

    private void step() {
        if (generations.isEmpty() || random.nextInt(4) == 0) {
            request();
            return;
        }
        One one = generations.get(random.nextInt(generations.size()));
        switch (random.nextInt(4)) {
            case 0 -> end(one);
            case 1 ->
                happen(
                        one,
                        new RepeatsAnswered(one.id, 2, random.nextBoolean() ? null : one.quote.of(2 * one.settled)));
            default -> settle(one);
        }
    }

    private void request() {
        String owner = Ids.derived("own", Integer.toString(random.nextInt(3)));
        String artist = random.nextInt(3) == 0 ? null : Ids.derived("art", owner, Integer.toString(random.nextInt(2)));
        Cost quote = new Cost(
                random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(MOST), random.nextBoolean() ? "USD" : "EUR", 1);
        One one = new One(Ids.derived("gen", Long.toString(random.nextLong()), events.size() + ""), owner, quote);
        generations.add(one);
        happen(
                one,
                new GenerationRequested(
                        one.id,
                        GenerationKind.TEXT,
                        artist,
                        artist == null ? 0 : 1,
                        7,
                        1,
                        0,
                        0,
                        "interactive",
                        null,
                        List.of(),
                        quote,
                        null,
                        null,
                        null,
                        "words",
                        List.of()));
        if (quote.micros() > 0) {
            happen(one, new CostReserved(one.id, quote));
        }
    }

    private void settle(One one) {
        boolean other = random.nextInt(6) == 0;
        Cost cost = other ? new Cost(1 + random.nextInt(MOST), "JPY", 2) : one.quote.of(1 + random.nextInt(MOST));
        one.settled += other ? 0 : cost.micros();
        happen(one, new CostSettled(one.id, 1, 1 + random.nextInt(9), cost, random.nextBoolean()));
    }

    private void end(One one) {
        if (!one.ended) {
            one.ended = true;
            happen(one, new GenerationCancelled(one.id, 1));
            if (one.quote.micros() > one.settled) {
                happen(one, new CostRefunded(one.id, one.quote.of(one.quote.micros() - one.settled)));
            }
        }
    }

    private void happen(One one, GenerationEvent event) {
        events.add(Histories.envelope(events.size() + 1L, one.owner, ++one.revision, event));
    }

    /**
     * What the balances come to, by the plainest count: each row as PostgreSQL would write it.
     *
     * @return sorted
     */
    static List<String> balances(List<Envelope> events) {
        Map<String, Map<String, long[]>> sums = new HashMap<>();
        Map<String, GenerationRequested> requests = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (Envelope envelope : events) {
            DomainEvent event = Recorded.read(envelope).event();
            String id = envelope.streamId();
            owners.put(id, envelope.owner());
            if (event instanceof GenerationRequested e) {
                requests.put(id, e);
            } else if (event instanceof CostReserved e) {
                sum(sums, id, e.cost())[0] += e.cost().micros();
            } else if (event instanceof CostSettled e) {
                sum(sums, id, e.cost())[1] += e.cost().micros();
                sum(sums, id, e.cost())[2] += e.estimated() ? e.cost().micros() : 0;
            } else if (event instanceof CostRefunded e) {
                sum(sums, id, e.cost())[3] += e.cost().micros();
            } else if (event instanceof RepeatsAnswered e && e.saved() != null) {
                sum(sums, id, e.saved())[4] += e.saved().micros();
            }
        }
        Map<String, long[]> rows = new HashMap<>();
        sums.forEach((id, currencies) -> currencies.forEach((currency, s) -> {
            String artist = requests.get(id).artistId();
            String place = "%s,%s,%s,2026-11".formatted(owners.get(id), artist == null ? "\"\"" : artist, currency);
            long[] row = rows.computeIfAbsent(place, none -> new long[7]);
            long held = Math.max(0, s[0] - s[1] - s[3]);
            long[] one = {1, s[0], held, s[1], s[2], s[3], s[4]};
            for (int i = 0; i < row.length; i++) {
                row[i] += one[i];
            }
        }));
        return rows.entrySet().stream()
                .map(row -> "(" + row.getKey() + "," + numbers(row.getValue()) + ")")
                .sorted()
                .toList();
    }

    private static String numbers(long[] row) {
        return Arrays.stream(row).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    private static long[] sum(Map<String, Map<String, long[]>> sums, String generation, Cost cost) {
        return sums.computeIfAbsent(generation, none -> new HashMap<>())
                .computeIfAbsent(cost.currency(), none -> new long[5]);
    }
}
