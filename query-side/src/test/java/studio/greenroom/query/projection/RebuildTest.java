package studio.greenroom.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
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
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.query.RandomHistory;
import studio.greenroom.query.artist.ArtistProjection;
import studio.greenroom.query.audit.JournalProjection;
import studio.greenroom.query.generation.GenerationProjection;
import studio.greenroom.query.ledger.LedgerProjection;
import studio.greenroom.query.projection.Workshop.AsVersion;

@Label("A read model follows from the events alone")
class RebuildTest {

    private static final Map<Projection, List<String>> PROJECTIONS = Map.of(
            new ArtistProjection(null), List.of("artist", "picture"),
            new GenerationProjection(null), List.of("generation"),
            new JournalProjection(null), List.of("event"),
            new LedgerProjection(), List.of("generation", "account", "balance", "entry"));
    private static final int HISTORIES =
            System.getProperty("greenroom.scale", "small").equals("full") ? 100 : 1;
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

    /** I2, 1,000 histories with -Pfull. */
    @Property(tries = 10)
    @Label("a rebuild in the middle of writes, with crashes and redeliveries, equals the live one byte for byte")
    void rebuiltEqualsLive(@ForAll long seed) {
        workshop = workshop == null ? new Workshop() : workshop;
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            long one = i == 0 ? seed : random.nextLong();
            List<Delivered> events = RandomHistory.delivered(RandomHistory.of(one, 1 + new Random(one).nextInt(200)));
            PROJECTIONS.forEach((projection, tables) -> new Story(projection, events, one).run(tables));
        }
    }

    /** A version that is followed through a history, and rebuilt at some time in it. */
    private static final class Story {

        private final Projection projection;
        private final List<Delivered> events;
        private final long seed;
        private final Random random;
        private final ProjectionSink live;

        Story(Projection projection, List<Delivered> events, long seed) {
            this.projection = new AsVersion(projection, projection.name() + VERSIONS.incrementAndGet(), 1);
            this.events = events;
            this.seed = seed;
            this.random = new Random(seed);
            this.live = workshop.sink(this.projection);
        }

        void run(List<String> tables) {
            workshop.switchTo(live);
            int begun = random.nextInt(events.size());
            repeating(events.subList(0, begun), random)
                    .forEach(batch -> live.accept(batch).block());
            ProjectionVersion build = workshop.rebuilds
                    .start(live.version(), begun)
                    .map(Rebuild::build)
                    .block();
            workshop.database
                    .inTransaction(workshop.versions.schemas().makeUnindexed(projection, build))
                    .block();
            load(build, begun);
            repeating(events.subList(begun, events.size()), random)
                    .forEach(batch -> live.accept(batch).block());
            catchUp(build);

            List<List<String>> expected = tables.stream()
                    .map(table -> workshop.rows(live.version(), table))
                    .toList();
            assertThat(workshop.versions.takeOver(build, Mono.just(false)).block())
                    .isTrue();
            assertThat(tables.stream().map(table -> workshop.rows(build, table)).toList())
                    .as("%s of the history of seed %s", projection.name(), seed)
                    .isEqualTo(expected);
            assertThat(workshop.rebuilds.last(projection.name()).block().events())
                    .isEqualTo(events.size());
            assertThat(workshop.parkedEvents()).isEmpty();
            workshop.drop(live.version());
        }

        /** In batches of any size; now and then one fails at its end, and somebody begins again a little earlier. */
        private void load(ProjectionVersion build, int end) {
            int from = 0;
            while (from < end) {
                int to = Math.min(end, from + 1 + random.nextInt(80));
                boolean crashes = random.nextInt(4) == 0;
                Projection loaded = crashes ? new Crashing(projection) : projection;
                RebuildSink sink = workshop.sinks.loading(loaded, build);
                sink.assigned(Workshop.PARTITIONS).block();
                List<Delivered> batch = events.subList(Math.max(0, from - random.nextInt(20)), to);
                if (crashes) {
                    assertThatThrownBy(() -> sink.accept(batch).block())
                            .isInstanceOf(R2dbcNonTransientResourceException.class);
                } else {
                    sink.accept(batch).block();
                    from = to;
                }
            }
            workshop.versions.schemas().makeIndexes(projection, build).block();
            workshop.rebuilds.loaded(build.build()).block();
        }

        private void catchUp(ProjectionVersion build) {
            RebuildSink sink = new RebuildSink(workshop.sink(projection, build), workshop.rebuilds);
            repeating(events, random).forEach(batch -> sink.accept(batch).block());
        }
    }

    /** Its process dies when all is written and nothing is committed. */
    private record Crashing(Projection projection) implements Projection {

        @Override
        public String name() {
            return projection.name();
        }

        @Override
        public int version() {
            return projection.version();
        }

        @Override
        public List<String> tables() {
            return projection.tables();
        }

        @Override
        public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
            return projection
                    .apply(tables, events)
                    .then(Mono.error(() -> new R2dbcNonTransientResourceException("the process is gone")));
        }
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
