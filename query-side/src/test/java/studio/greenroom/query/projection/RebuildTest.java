package studio.greenroom.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.query.RandomHistory;
import studio.greenroom.query.artist.ArtistProjection;
import studio.greenroom.query.audit.JournalProjection;
import studio.greenroom.query.generation.GenerationProjection;
import studio.greenroom.query.projection.Workshop.AsVersion;

@Label("A read model follows from the events alone")
class RebuildTest {

    private static final Map<Projection, List<String>> PROJECTIONS = Map.of(
            new ArtistProjection(null), List.of("artist", "picture"),
            new GenerationProjection(null), List.of("generation"),
            new JournalProjection(null), List.of("event"));
    private static final AtomicInteger VERSIONS = new AtomicInteger();
    private static Workshop workshop;

    @AfterContainer
    static void close() {
        workshop.close();
    }

    @Property(tries = 12)
    @Label("batches of any size, with repetitions, one by one and a rebuild in one go give the same bytes")
    void sameBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int size) {
        workshop = workshop == null ? new Workshop() : workshop;
        List<Envelope> history = RandomHistory.of(seed, size);
        List<Delivered> events = RandomHistory.delivered(history);

        PROJECTIONS.forEach((projection, tables) -> {
            ProjectionSink batches = next(projection);
            repeating(events, new Random(seed))
                    .forEach(batch -> batches.accept(batch).block());
            ProjectionSink single = next(projection);
            Workshop.feed(single, events, 1);
            ProjectionSink rebuild = next(projection);
            Workshop.feed(rebuild, events, events.size());

            for (String table : tables) {
                List<String> expected = workshop.rows(rebuild.version(), table);
                assertThat(workshop.rows(batches.version(), table)).isEqualTo(expected);
                assertThat(workshop.rows(single.version(), table)).isEqualTo(expected);
            }
            assertThat(workshop.parkedEvents()).isEmpty();
        });
    }

    /** Batches of random sizes, some of which begin again with events that were already there. */
    private static List<List<Delivered>> repeating(List<Delivered> events, Random random) {
        List<List<Delivered>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(30));
            batches.add(events.subList(Math.max(0, from - random.nextInt(10)), to));
            from = to;
        }
        return batches;
    }

    private static ProjectionSink next(Projection projection) {
        return workshop.sink(new AsVersion(projection, VERSIONS.incrementAndGet()));
    }
}
