package studio.greenroom.query.projection;

import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.RelayMark;

/** How much of the event topic a consumer has yet to read, as the relay's own mark tells. */
@Component
public class TopicEnd {

    private final EventConsumers consumers;

    public TopicEnd(EventConsumers consumers) {
        this.consumers = consumers;
    }

    /**
     * Events behind the relay. The mark's offsets speak of all but the last batch, its position of that one. Offsets
     * also count the markers of Kafka's transactions, so a number above 0 is an upper bound.
     */
    public Mono<Long> behind(Map<Integer, Mark> marks) {
        return Mono.fromCallable(consumers::relayMark)
                .subscribeOn(Schedulers.boundedElastic())
                .map(relay -> lastBatch(relay, marks)
                        + relay.offsets().entrySet().stream()
                                .mapToLong(end -> Math.max(0, end.getValue() - offset(marks, end.getKey())))
                                .sum());
    }

    /** Events in the topic, which is the position of the last one. */
    public Mono<Long> published() {
        return Mono.fromCallable(consumers::relayMark)
                .subscribeOn(Schedulers.boundedElastic())
                .map(RelayMark::position);
    }

    private static long lastBatch(RelayMark relay, Map<Integer, Mark> marks) {
        long seen = marks.values().stream().mapToLong(Mark::position).max().orElse(0);
        return Math.max(0, relay.position() - Math.max(seen, relay.settled()));
    }

    private static long offset(Map<Integer, Mark> marks, int partition) {
        return marks.getOrDefault(partition, Mark.NONE).offset();
    }
}
