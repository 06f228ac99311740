package studio.greenroom.kernel.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.util.retry.Retry;

/**
 * Reads the event topic into a sink, one poll's batch at a time, for ever. Where it stands is the sink's knowledge:
 * it seeks to the last event that the sink has, and believes the place only when that very event comes back first;
 * otherwise the topic is another than it was, and the partition is read from its beginning.
 */
public final class EventConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(20);
    private static final Duration EPOCH_EVERY = Duration.ofSeconds(5);

    private final String name;
    private final EventSink sink;
    private final Supplier<@Nullable RelayMark> relay;
    private final Function<String, ReceiverOptions<byte[], byte[]>> options;
    private final Map<Integer, Mark> unproven = new ConcurrentHashMap<>();
    private final Set<Integer> rewind = ConcurrentHashMap.newKeySet();
    private final Set<Integer> doubted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String trouble = "starting";
    private @Nullable Disposable running;

    /**
     * @param relay   the relay's mark; blocks
     * @param options how to read a topic
     */
    EventConsumer(
            String name,
            EventSink sink,
            Supplier<@Nullable RelayMark> relay,
            Function<String, ReceiverOptions<byte[], byte[]>> options) {
        this.name = name;
        this.sink = sink;
        this.relay = relay;
        this.options = options;
    }

    public String name() {
        return name;
    }

    /** Why nothing is being read; null while all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Whether all that is missing is a relay that has not begun. */
    public boolean waits() {
        return TopicNotOpenYet.MESSAGE.equals(trouble);
    }

    public synchronized void start() {
        running = Flux.defer(this::session)
                .doOnError(this::note)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(2))
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.dispose();
        }
    }

    private Flux<Void> session() {
        return Mono.fromCallable(this::topic)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(topic -> Flux.merge(read(topic), untilAnotherEpoch(topic)));
    }

    private String topic() {
        RelayMark mark = relay.get();
        if (mark == null) {
            throw new TopicNotOpenYet();
        }
        return mark.topic();
    }

    private Flux<Void> read(String topic) {
        return KafkaReceiver.create(options.apply(topic).addAssignListener(this::assigned))
                .receiveBatch(1)
                .concatMap(poll -> poll.collectList().flatMap(this::deliver), 1);
    }

    /** The relay opens a new topic when the old one has lost events; whoever reads the old one would wait for ever. */
    private Flux<Void> untilAnotherEpoch(String topic) {
        return Flux.interval(EPOCH_EVERY, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .filter(tick -> !topic.equals(topic()))
                .concatMap(tick -> Mono.error(new IllegalStateException("The relay has opened a new event topic")));
    }

    private void assigned(Collection<ReceiverPartition> partitions) {
        List<Integer> numbers =
                partitions.stream().map(p -> p.topicPartition().partition()).toList();
        Map<Integer, Mark> marks = sink.assigned(numbers).block(DATABASE_PATIENCE);
        for (ReceiverPartition partition : partitions) {
            int number = partition.topicPartition().partition();
            Mark mark = marks == null ? null : marks.get(number);
            Long end = partition.endOffset();
            if (mark == null || mark.offset() < 0 || rewind.remove(number) || end != null && mark.offset() >= end) {
                unproven.remove(number);
                partition.seekToBeginning();
            } else {
                unproven.put(number, mark);
                partition.seek(mark.offset());
            }
        }
        trouble = null;
    }

    private Mono<Void> deliver(List<? extends ConsumerRecord<byte[], byte[]>> records) {
        List<Delivered> batch = records.stream()
                .map(r -> new Delivered(r.partition(), r.offset(), Wire.envelope(r)))
                .toList();
        for (Delivered delivered : batch) {
            Mark mark = unproven.remove(delivered.partition());
            if (mark != null
                    && (mark.offset() != delivered.offset()
                            || mark.position() != delivered.envelope().position())) {
                distrust(delivered, mark);
                return Mono.error(new IllegalStateException("The topic is not the one that " + name
                        + " read before in partition " + delivered.partition()));
            }
        }
        batch.forEach(delivered -> doubted.remove(delivered.partition()));
        return batch.isEmpty() ? Mono.empty() : sink.accept(batch).doOnSuccess(done -> trouble = null);
    }

    /** What was fetched before a seek may come first once: only when it comes again is the topic another one. */
    private void distrust(Delivered delivered, Mark mark) {
        boolean ahead = delivered.envelope().position() > mark.position();
        if (!ahead || !doubted.add(delivered.partition())) {
            doubted.remove(delivered.partition());
            rewind.add(delivered.partition());
        }
    }

    private void note(Throwable error) {
        if (error instanceof OffsetOutOfRangeException outOfRange) {
            outOfRange.partitions().stream().map(TopicPartition::partition).forEach(rewind::add);
        }
        trouble = String.valueOf(error.getMessage());
        if (!(error instanceof TopicNotOpenYet)) {
            log.warn("Consumer {} subscribes anew: {}", name, error.toString());
        }
    }
}
