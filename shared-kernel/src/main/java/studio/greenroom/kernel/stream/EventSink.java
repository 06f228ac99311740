package studio.greenroom.kernel.stream;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Where a consumer's events go: effects and position in one transaction of the sink's own database. */
public interface EventSink {

    /**
     * Reads the marks of partitions that were just assigned and remembers them as the ones to expect in
     * {@link #accept}. A partition without a mark is left out of the answer and is read from its beginning.
     */
    Mono<Map<Integer, Mark>> assigned(Collection<Integer> partitions);

    /**
     * Takes one poll's events in the topic's order within each partition. Drops what lies at or before the marks.
     * Fails with {@link PositionLostException} when a mark is not the one that this sink last wrote, with anything
     * else when the database does not answer: the consumer then subscribes anew and the events come again.
     */
    Mono<Void> accept(List<Delivered> batch);
}
