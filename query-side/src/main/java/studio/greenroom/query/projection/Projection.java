package studio.greenroom.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;

/**
 * A read model made of events alone: what it writes follows from the events and from nothing else, so that a rebuild
 * yields the same bytes. A change of its tables or of what it writes is a new version, built beside the live one.
 */
public interface Projection {

    String name();

    int version();

    /** Whether the event is one that it tells of; the others pass it by. */
    default boolean concerns(Envelope event) {
        return true;
    }

    /** Statements that create its tables and indexes; {@code here.} stands for the version's schema. */
    List<String> tables();

    /**
     * Takes a batch inside the caller's transaction. Events of one stream come in order and none comes twice.
     *
     * @return the documents that changed, as the read model now has them
     */
    Mono<List<Document>> apply(Tables tables, List<Envelope> events);

    /** Called when partitions were assigned: another process may have written since. Must not fail. */
    default Mono<Void> restarted(ProjectionVersion version, Collection<Integer> partitions) {
        return Mono.empty();
    }

    /** Called after the commit of a batch of the live version. Must not fail. */
    default Mono<Void> committed(ProjectionVersion version, List<Document> documents, Set<String> owners) {
        return Mono.empty();
    }
}
