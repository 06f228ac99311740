package studio.greenroom.standalone.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.standalone.Failure;

/**
 * Events a second from the store to Kafka beside a producer of the same records, and from there to the journal beside
 * COPY of the same rows. Relay and all consumers work at the same time; what they stand beside works alone.
 */
final class RelayMeasure implements Measure {

    private static final int EVENTS = 200_000;
    private static final int DIFFERENT = 5_000;
    private static final int ROWS = 50_000;
    private static final String TOPIC = "bench.plain";
    private static final String RELAYED = "greenroom_relay_position";
    private static final String PROJECTED = "greenroom_projection_events_total{projection=\"journal\"}";

    @Override
    public String name() {
        return "relay";
    }

    /** Its backlog is written past the commands, in PostgreSQL's own words. */
    @Override
    public boolean isOf(Kind store) {
        return store == Kind.POSTGRESQL;
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        int count = site.plan().number(EVENTS);
        site.calm();
        Metrics before = site.metrics();
        Backlog.write(site, count);
        long began = System.nanoTime();
        double relay = until(site, before, RELAYED, count, began);
        double journal = until(site, before, PROJECTED, count, began);
        site.calm();
        double producer = produced(site, count);
        double copy = Copying.ofNewest(site, site.schema("journal") + ".event", "position", Math.min(ROWS, count));
        return List.of(
                Figure.of("relay, store to Kafka", relay, "/s")
                        .beside("plain producer", producer)
                        .aim(Figure.Aim.ratio(0.4)),
                Figure.of("projection, store to journal", journal, "/s")
                        .beside("COPY, no indexes", copy)
                        .aim(Figure.Aim.atLeast(100_000)));
    }

    private static double until(Site site, Metrics before, String counter, int count, long began) throws Exception {
        for (Metrics now = site.metrics(); ; now = site.metrics()) {
            long nanos = System.nanoTime() - began;
            if (now.value(counter) - before.value(counter) >= count) {
                return count * 1e9 / nanos;
            } else if (nanos > TimeUnit.MINUTES.toNanos(3)) {
                throw new Failure("The events did not arrive within 3 minutes.");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static double produced(Site site, int count) throws Exception {
        String servers =
                site.child().found().path("kafka").path("bootstrapServers").asString();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Wire.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        List<Envelope> events = Backlog.newest(site, Math.min(DIFFERENT, count));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class))) {
            send(producer, events, count / 4);
            long began = System.nanoTime();
            send(producer, events, count);
            return count * 1e9 / (System.nanoTime() - began);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<Envelope> events, int count) {
        for (int i = 0; i < count; i++) {
            Future<RecordMetadata> unused = producer.send(Wire.record(TOPIC, events.get(i % events.size())));
        }
        producer.flush();
    }
}
