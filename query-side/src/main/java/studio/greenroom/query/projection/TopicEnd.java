package studio.greenroom.query.projection;

import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.Mark;

/** How much of the event topic a consumer has yet to read, as the relay's own mark tells. */
@Component
public class TopicEnd {

    private final EventConsumers consumers;

    public TopicEnd(EventConsumers consumers) {
        this.consumers = consumers;
    }

    /**
     * Events behind the relay; offsets also count the markers of Kafka's transactions, so a number above 0 is an
     * upper bound and 0 is exact.
     */
    public Mono<Long> behind(Map<Integer, Mark> marks) {
        return Mono.fromCallable(consumers::relayMark).subscribeOn(Schedulers.boundedElastic())
                .map(relay -> relay.offsets().entrySet().stream()
                        .mapToLong(end -> Math.max(0, end.getValue() - offset(marks, end.getKey()))).sum());
    }

    private static long offset(Map<Integer, Mark> marks, int partition) {
        return marks.getOrDefault(partition, Mark.NONE).offset();
    }
}
