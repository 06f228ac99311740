package studio.greenroom.query.cache;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.ProjectionVersion;

/** A projection whose documents are written through to the cache after each commit. */
public abstract class CachedProjection implements Projection {

    private final String name;
    private final List<String> tables;
    private final Caches caches;

    protected CachedProjection(String name, List<String> tables, Caches caches) {
        this.name = name;
        this.tables = tables;
        this.caches = caches;
    }

    @Override
    public final String name() {
        return name;
    }

    /** It is called like the streams whose things it shows. */
    @Override
    public final boolean concerns(Envelope event) {
        return event.streamType().equals(name);
    }

    @Override
    public final List<String> tables() {
        return tables;
    }

    @Override
    public final Mono<Void> restarted(ProjectionVersion version, Collection<Integer> partitions) {
        return caches.of(version).restart(partitions);
    }

    @Override
    public final Mono<Void> committed(ProjectionVersion version, List<Document> documents, Set<String> owners) {
        return caches.of(version).write(documents);
    }
}
