package studio.greenroom.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.stream.EventConsumer;
import studio.greenroom.kernel.stream.EventConsumers;

/** The projection versions that this process keeps up to date, each by a consumer of its own. */
@Component
public class RunningProjections {

    /** A projection at work. */
    record Running(Projection projection, ProjectionSink sink, EventConsumer consumer) {}

    private final List<Projection> projections;
    private final EventConsumers consumers;
    private final ProjectionSinks sinks;
    private final Rebuilds rebuilds;
    private final Map<ProjectionVersion, Running> running = new ConcurrentHashMap<>();

    public RunningProjections(
            List<Projection> projections, EventConsumers consumers, ProjectionSinks sinks, Rebuilds rebuilds) {
        this.projections = projections;
        this.consumers = consumers;
        this.sinks = sinks;
        this.rebuilds = rebuilds;
    }

    /** Whether the version is followed here, so that it will not stand still when people read it. */
    public boolean follows(ProjectionVersion version) {
        Running one = running.get(version);
        return one != null && one.consumer().trouble() == null;
    }

    /** The sink whose consumer has this name, if it runs here. */
    public Optional<ProjectionSink> sink(String consumer) {
        return running.values().stream()
                .map(Running::sink)
                .filter(sink -> sink.version().consumer().equals(consumer))
                .findFirst();
    }

    @Nullable
    Running of(ProjectionVersion version) {
        return running.get(version);
    }

    Collection<Running> all() {
        return List.copyOf(running.values());
    }

    /** The projection that makes this version, if its code is the one here. */
    Optional<Projection> code(ProjectionVersion version) {
        return projections.stream()
                .filter(one -> one.name().equals(version.name()) && one.version() == version.version())
                .findFirst();
    }

    void open(ProjectionVersion version) {
        code(version)
                .ifPresent(projection -> running.computeIfAbsent(version, missing -> {
                    ProjectionSink sink = sinks.of(projection, version);
                    EventConsumer consumer = consumers.open(
                            version.consumer(), version.build() == 0 ? sink : new RebuildSink(sink, rebuilds));
                    consumer.start();
                    return new Running(projection, sink, consumer);
                }));
    }

    /** From now on these and no others. */
    void keep(Collection<ProjectionVersion> versions) {
        running.values().removeIf(one -> {
            boolean gone = !versions.contains(one.sink().version());
            if (gone) {
                one.consumer().close();
            }
            return gone;
        });
        versions.forEach(this::open);
    }
}
