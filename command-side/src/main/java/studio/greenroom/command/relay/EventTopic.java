package studio.greenroom.command.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.stream.RelayMark;
import studio.greenroom.kernel.stream.Wire;

/** The topics on the broker: made when they are missing, and asked whether they still hold what was published. */
@Component
class EventTopic {

    private static final String TRANSACTIONAL_ID = "greenroom-relay";
    private static final Map<String, String> FOR_EVER =
            Map.of("retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", Integer.toString(1 << 20));

    private final String servers;
    private final short replication;

    EventTopic(KafkaSettings kafka) {
        this.servers = kafka.bootstrapServers();
        this.replication = kafka.replicationFactor();
    }

    KafkaProducer<byte[], byte[]> producer() {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        p.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        p.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        p.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        p.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        // A fresh transaction often meets the last one's end on the broker; the default pause there costs 100 ms.
        p.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2);
        p.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 2);
        return new KafkaProducer<>(p);
    }

    void createRelayTopic() {
        create(new NewTopic(RelayMark.TOPIC, 1, replication)
                .configs(Map.of("cleanup.policy", "compact", "segment.bytes", Integer.toString(1 << 20))));
    }

    void create(RelayMark mark) {
        create(new NewTopic(mark.topic(), Wire.PARTITIONS, replication).configs(FOR_EVER));
    }

    /** The highest epoch that any topic is left of; 0 when there is none. */
    int lastEpoch() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().stream()
                    .mapToInt(RelayMark::epochOf)
                    .max()
                    .orElse(0);
        } catch (InterruptedException | ExecutionException e) {
            throw failed("list its topics", e);
        }
    }

    /**
     * Looks whether every event up to the mark is still there: each partition up to its offset, and the whole last batch.
     *
     * @return the mark with the offsets of the last batch too; null when something is missing
     */
    @Nullable
    RelayMark verified(RelayMark mark) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"))) {
            List<TopicPartition> partitions = IntStream.range(0, Wire.PARTITIONS)
                    .mapToObj(p -> new TopicPartition(mark.topic(), p))
                    .toList();
            if (consumer.partitionsFor(mark.topic(), Duration.ofSeconds(10)).size() != Wire.PARTITIONS) {
                return null;
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                long next = mark.offsets().getOrDefault(end.getKey().partition(), -1L) + 1;
                if (end.getValue() < next) {
                    return null;
                }
                consumer.seek(end.getKey(), next);
            }
            Set<Long> lastBatch = new HashSet<>();
            Map<Integer, Long> offsets = new HashMap<>(mark.offsets());
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Kafka does not answer");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    long position = Wire.envelope(record).position();
                    if (position > mark.settled() && position <= mark.position()) {
                        lastBatch.add(position);
                        offsets.put(record.partition(), record.offset());
                    }
                }
            }
            return lastBatch.size() == mark.position() - mark.settled()
                    ? new RelayMark(mark.epoch(), mark.position(), mark.event(), mark.position(), offsets)
                    : null;
        }
    }

    private void create(NewTopic topic) {
        try (Admin admin = admin()) {
            KafkaFuture<Void> created = admin.createTopics(List.of(topic)).all();
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("make the topic " + topic.name(), e);
            }
        } catch (InterruptedException e) {
            throw failed("make the topic " + topic.name(), e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                15_000));
    }

    private static IllegalStateException failed(String what, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("Kafka could not " + what, e);
    }
}
