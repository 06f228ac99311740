package studio.greenroom.kernel.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;

/** Events as Kafka records: the owner is the key, the stored payload the value, the rest of the envelope headers. */
public final class Wire {

    /** Fixed for an epoch, since an owner's partition follows from it. */
    public static final int PARTITIONS = 12;

    private Wire() {}

    /** The partition that all of an owner's events are in: Kafka's own default partitioner (murmur2 of the key). */
    public static int partition(String owner) {
        return Utils.toPositive(Utils.murmur2(owner.getBytes(UTF_8))) % PARTITIONS;
    }

    public static ProducerRecord<byte[], byte[]> record(String topic, Envelope e) {
        var record = new ProducerRecord<>(topic, partition(e.owner()), e.owner().getBytes(UTF_8), e.payload());
        Headers headers = record.headers();
        add(headers, "position", Long.toString(e.position()));
        add(headers, "eventId", e.eventId());
        add(headers, "streamId", e.streamId());
        add(headers, "streamType", e.streamType());
        add(headers, "revision", Long.toString(e.revision()));
        add(headers, "type", e.type());
        add(headers, "typeRevision", Integer.toString(e.typeRevision()));
        add(headers, "occurredAt", e.occurredAt().toString());
        add(headers, "actor", e.actor());
        add(headers, "commandId", e.commandId());
        add(headers, "ordinal", Integer.toString(e.ordinal()));
        add(headers, "correlationId", e.correlationId());
        add(headers, "causationId", e.causationId());
        add(headers, "operationId", e.operationId());
        if (e.personal() != null) {
            headers.add("personal", e.personal());
        }
        if (e.keyId() != null) {
            add(headers, "keyId", e.keyId());
        }
        return record;
    }

    public static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
        Headers h = record.headers();
        Header personal = h.lastHeader("personal");
        return new Envelope(
                Long.parseLong(text(h, "position")),
                text(h, "eventId"),
                text(h, "streamId"),
                text(h, "streamType"),
                Long.parseLong(text(h, "revision")),
                text(h, "type"),
                Integer.parseInt(text(h, "typeRevision")),
                Instant.parse(text(h, "occurredAt")),
                new String(record.key(), UTF_8),
                text(h, "actor"),
                text(h, "commandId"),
                Integer.parseInt(text(h, "ordinal")),
                text(h, "correlationId"),
                text(h, "causationId"),
                text(h, "operationId"),
                record.value(),
                personal == null ? null : personal.value(),
                optional(h, "keyId"));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new IllegalArgumentException("A record of the event topic has no header " + name);
        }
        return value;
    }

    private static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
