package studio.greenroom.kernel.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.ReceiverOptions;
import studio.greenroom.kernel.settings.KafkaSettings;

/** Opens consumers of the event topic; each name is a group whose members share the partitions. */
@Component
public class EventConsumers implements EventReplay {

    private static final Duration MARK_AGE = Duration.ofSeconds(1);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> properties;
    private @Nullable RelayMark lastMark;
    private long lastRead;

    public EventConsumers(KafkaSettings kafka) {
        properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
    }

    /** A consumer of that name; {@link EventConsumer#start()} sets it going. */
    public EventConsumer open(String name, EventSink sink) {
        return new EventConsumer(name, sink, this::relayMark, topic -> {
            Map<String, Object> own = new HashMap<>(properties);
            own.put(ConsumerConfig.GROUP_ID_CONFIG, "greenroom." + name);
            own.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
            own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
            own.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
            return ReceiverOptions.<byte[], byte[]>create(own)
                    .subscription(List.of(topic))
                    .commitInterval(Duration.ZERO)
                    .commitBatchSize(0)
                    // Offsets are never acknowledged, so there is nothing to wait for before a partition moves.
                    .maxDelayRebalance(Duration.ZERO)
                    .pollTimeout(Duration.ofMillis(100));
        });
    }

    @Override
    public Flux<List<Delivered>> after(Map<Integer, Mark> marks, int most) {
        return Flux.<List<Delivered>, TopicReplay>generate(
                        () -> TopicReplay.open(properties, topic(), marks, most),
                        (replay, batches) -> {
                            List<Delivered> batch = replay.next();
                            if (batch.isEmpty()) {
                                batches.complete();
                            } else {
                                batches.next(batch);
                            }
                            return replay;
                        },
                        replay -> Schedulers.boundedElastic().schedule(replay::close))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private String topic() {
        RelayMark mark = relayMark();
        if (mark == null) {
            throw new TopicNotOpenYet();
        }
        return mark.topic();
    }

    /** The relay's last committed mark, at most a second old; null before its first. Blocks on Kafka. */
    public synchronized @Nullable RelayMark relayMark() {
        if (lastMark == null || System.nanoTime() - lastRead > MARK_AGE.toNanos()) {
            lastMark = freshRelayMark();
            lastRead = System.nanoTime();
        }
        return lastMark;
    }

    /**
     * The relay's last committed mark; null before its first. Read from the topic's end, since compaction leaves its
     * newest segment alone. Blocks on Kafka.
     */
    public @Nullable RelayMark freshRelayMark() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            TopicPartition partition = new TopicPartition(RelayMark.TOPIC, 0);
            if (consumer.partitionsFor(RelayMark.TOPIC, KAFKA_PATIENCE).isEmpty()) {
                return null;
            }
            consumer.assign(List.of(partition));
            long begin = Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(partition)).get(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            for (long back = 16; ; back *= 8) {
                long from = Math.max(begin, end - back);
                RelayMark last = lastBetween(consumer, partition, from, end);
                if (last != null || from == begin) {
                    return last;
                }
            }
        }
    }

    private static @Nullable RelayMark lastBetween(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        long deadline = System.nanoTime() + KAFKA_PATIENCE.toNanos();
        consumer.seek(partition, from);
        RelayMark last = null;
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                last = RelayMark.read(record.value());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka does not answer");
            }
        }
        return last;
    }
}
