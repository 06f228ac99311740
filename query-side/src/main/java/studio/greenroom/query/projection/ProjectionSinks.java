package studio.greenroom.query.projection;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.query.database.QueryDatabase;

/** Makes sinks with everything that they need. */
@Component
public class ProjectionSinks {

    private final QueryDatabase database;
    private final Versions versions;
    private final ParkedEvents parked;
    private final Rebuilds rebuilds;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Tracing tracing;

    ProjectionSinks(
            QueryDatabase database,
            Versions versions,
            ParkedEvents parked,
            Rebuilds rebuilds,
            MeterRegistry meters,
            Clock clock,
            Tracing tracing) {
        this.database = database;
        this.versions = versions;
        this.parked = parked;
        this.rebuilds = rebuilds;
        this.meters = meters;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** For a version that is followed as events happen. */
    ProjectionSink of(Projection projection, ProjectionVersion version) {
        return of(projection, versions.tables(version));
    }

    /** For a rebuild that takes the whole log. */
    RebuildSink loading(Projection projection, ProjectionVersion build) {
        return new RebuildSink(of(projection, new Tables(database.consuming(), build, true)), rebuilds);
    }

    private ProjectionSink of(Projection projection, Tables tables) {
        return new ProjectionSink(projection, tables, database, versions, parked, meters, clock, tracing);
    }
}
