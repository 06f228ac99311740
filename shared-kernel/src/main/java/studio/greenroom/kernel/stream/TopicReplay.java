package studio.greenroom.kernel.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** One reading of the event topic up to where it ended when the reading began. Not for several threads at once. */
final class TopicReplay implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Payloads of one batch, in bytes: events may be large, and a batch lies in memory whole. */
    private static final long MOST_BYTES = 32L << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final int most;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Mark> unproven = new HashMap<>();
    private final Set<TopicPartition> open;
    /** Partitions that are read from their beginning after this poll, whose remaining records are passed over. */
    private final Set<TopicPartition> rewound = new HashSet<>();

    /** @param properties of its consumer, which is in no group */
    static TopicReplay open(Map<String, Object> properties, String topic, Map<Integer, Mark> marks, int most) {
        Map<String, Object> own = new HashMap<>(properties);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(most, 5_000));
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(own);
        try {
            return new TopicReplay(consumer, topic, marks, most);
        } catch (RuntimeException unopened) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw unopened;
        }
    }

    private TopicReplay(KafkaConsumer<byte[], byte[]> consumer, String topic, Map<Integer, Mark> marks, int most) {
        this.consumer = consumer;
        this.most = most;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        for (TopicPartition partition : partitions) {
            Mark mark = marks.getOrDefault(partition.partition(), Mark.NONE);
            if (mark.offset() >= 0 && mark.offset() < end(partition)) {
                consumer.seek(partition, mark.offset());
                unproven.put(partition, mark);
            }
        }
        open = partitions.stream()
                .filter(partition -> consumer.position(partition) < end(partition))
                .collect(Collectors.toSet());
    }

    /** Empty when all is read. */
    List<Delivered> next() {
        List<Delivered> batch = new ArrayList<>();
        long bytes = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && batch.size() < most && bytes < MOST_BYTES) {
            int before = batch.size();
            rewound.clear();
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    bytes += take(record, batch);
                }
            } catch (InterruptException cancelled) {
                return List.of();
            }
            open.removeIf(partition -> consumer.position(partition) >= end(partition));
            if (batch.size() > before) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka does not answer");
            }
        }
        return batch;
    }

    /** A mark is believed only when the event that it names lies where it says; else the topic is another one. */
    private long take(ConsumerRecord<byte[], byte[]> record, List<Delivered> batch) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Delivered delivered = new Delivered(record.partition(), record.offset(), Wire.envelope(record));
        Mark mark = unproven.remove(partition);
        if (mark != null
                && (mark.offset() != delivered.offset()
                        || mark.position() != delivered.envelope().position())) {
            consumer.seekToBeginning(Set.of(partition));
            rewound.add(partition);
        }
        if (rewound.contains(partition)) {
            return 0;
        }
        batch.add(delivered);
        return record.serializedValueSize();
    }

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
