package studio.greenroom.query.projection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.query.TestServers;
import studio.greenroom.query.database.QueryDatabase;

/** A database of its own, with everything that projections need. */
public final class Workshop implements AutoCloseable {

    public static final List<Integer> PARTITIONS =
            IntStream.range(0, Wire.PARTITIONS).boxed().toList();

    public final QueryDatabase database;
    public final ParkedEvents parked;
    public final Versions versions;
    public final LiveTables live;
    final Rebuilds rebuilds;
    final ProjectionSinks sinks;
    public final Visibility visibility;

    public Workshop() {
        this(TestServers.newDatabase());
    }

    public Workshop(PostgresSettings settings) {
        database = new QueryDatabase(settings);
        parked = new ParkedEvents(database, Clock.systemUTC());
        versions = new Versions(database, parked);
        rebuilds = new Rebuilds(database, Clock.systemUTC());
        sinks = new ProjectionSinks(
                database, versions, parked, rebuilds, new SimpleMeterRegistry(), Clock.systemUTC(), Tracing.OFF);
        live = new LiveTables(database, versions);
        visibility = new Visibility(live);
    }

    /** A sink that has just been given every partition. */
    public ProjectionSink sink(Projection projection) {
        ProjectionVersion version = ProjectionVersion.of(projection);
        versions.schemas().make(projection, version).block();
        return sink(projection, version);
    }

    /** A sink of a version that is there, which has just been given every partition. */
    ProjectionSink sink(Projection projection, ProjectionVersion version) {
        ProjectionSink sink = sinks.of(projection, version);
        sink.assigned(PARTITIONS).block();
        return sink;
    }

    /** A sink of a version that people read. */
    public ProjectionSink liveSink(Projection projection) {
        ProjectionSink sink = sink(projection);
        switchTo(sink);
        return sink;
    }

    /** From now on people read this version. */
    public void switchTo(ProjectionSink sink) {
        if (!Boolean.TRUE.equals(
                versions.takeOver(sink.version(), Mono.just(true)).block())) {
            throw new IllegalStateException(sink.version() + " is not as far as the live one");
        }
    }

    public static void feed(ProjectionSink sink, List<Delivered> events, int batch) {
        Flux.fromIterable(events).buffer(batch).concatMap(sink::accept).then().block();
    }

    /** Every row of a table as PostgreSQL writes it. */
    public List<String> rows(ProjectionVersion version, String table) {
        return versions.tables(version)
                .sql("SELECT t::text AS line FROM here." + table + " AS t ORDER BY 1")
                .map(row -> row.get("line", String.class))
                .all()
                .collectList()
                .block();
    }

    /** Its tables are gone, as they are a minute after it was replaced. */
    void drop(ProjectionVersion version) {
        database.consuming()
                .sql("DROP SCHEMA " + version.schema() + " CASCADE")
                .then()
                .block();
    }

    public List<ParkedEvents.Parked> parkedEvents() {
        return parked.list(0, 100).collectList().block();
    }

    @Override
    public void close() {
        database.close();
    }

    /** The same projection as another version, to build it again beside itself. */
    public record AsVersion(Projection projection, String name, int version) implements Projection {

        public AsVersion(Projection projection, int version) {
            this(projection, projection.name(), version);
        }

        @Override
        public List<String> tables() {
            return projection.tables();
        }

        @Override
        public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
            return projection.apply(tables, events);
        }

        @Override
        public Mono<Void> restarted(ProjectionVersion version, Collection<Integer> partitions) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> committed(ProjectionVersion version, List<Document> documents, Set<String> owners) {
            return Mono.empty();
        }
    }
}
