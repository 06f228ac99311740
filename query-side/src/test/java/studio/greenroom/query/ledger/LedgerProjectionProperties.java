package studio.greenroom.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.query.RandomHistory;
import studio.greenroom.query.projection.ProjectionSink;
import studio.greenroom.query.projection.Workshop;
import studio.greenroom.query.projection.Workshop.AsVersion;

@Label("The ledger follows from the events alone")
class LedgerProjectionProperties {

    private static final AtomicInteger VERSIONS = new AtomicInteger();
    private static Workshop workshop;

    @AfterContainer
    static void close() {
        workshop.close();
    }

    @Property(tries = 15)
    @Label("its balances are the plain count of the events, whatever the batches and whatever comes twice")
    void plainCount(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int steps) {
        workshop = workshop == null ? new Workshop() : workshop;
        List<Envelope> history = MoneyHistory.of(seed, steps);
        List<Delivered> events = RandomHistory.delivered(history);

        ProjectionSink batches = next();
        repeating(events, new Random(seed))
                .forEach(batch -> batches.accept(batch).block());
        ProjectionSink rebuild = next();
        Workshop.feed(rebuild, events, events.size());

        assertThat(workshop.parkedEvents()).isEmpty();
        List<String> balances = workshop.rows(batches.version(), "balance");
        assertThat(balances.stream().sorted()).isEqualTo(MoneyHistory.balances(history));
        assertThat(balances.stream()
                        .flatMap(row -> Stream.of(row.replaceAll("[()]", "").split(","))))
                .as("no figure is below zero")
                .noneMatch(figure -> figure.startsWith("-"));
        for (String table : List.of("generation", "account", "balance", "entry")) {
            assertThat(workshop.rows(batches.version(), table)).isEqualTo(workshop.rows(rebuild.version(), table));
        }
    }

    /** Batches of random sizes, some of which begin again with events that were already there. */
    private static List<List<Delivered>> repeating(List<Delivered> events, Random random) {
        List<List<Delivered>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(20));
            batches.add(events.subList(Math.max(0, from - random.nextInt(10)), to));
            from = to;
        }
        return batches;
    }

    private static ProjectionSink next() {
        return workshop.sink(new AsVersion(new LedgerProjection(), VERSIONS.incrementAndGet()));
    }
}
