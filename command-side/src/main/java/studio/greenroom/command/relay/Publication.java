package studio.greenroom.command.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.RelayMark;
import studio.greenroom.kernel.stream.Wire;

/** A relay's turn: a fenced producer and the mark that moves with every batch, in the batch's own transaction. */
final class Publication implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Publication.class);

    private final KafkaProducer<byte[], byte[]> producer;
    /** Up to here all was published before, in a topic that is lost. */
    private final long again;

    private RelayMark mark;
    private Map<Integer, Future<RecordMetadata>> lastOfBatch = Map.of();

    private Publication(KafkaProducer<byte[], byte[]> producer, RelayMark mark, long again) {
        this.producer = producer;
        this.again = again;
        this.mark = mark;
    }

    /** Fences every earlier relay first, so that nobody moves the mark after it is read. */
    static Publication open(EventTopic topic, EventConsumers consumers, EventLog store) {
        topic.createRelayTopic();
        KafkaProducer<byte[], byte[]> producer = topic.producer();
        try {
            producer.initTransactions();
            RelayMark last = consumers.freshRelayMark();
            if (last != null) {
                requireSame(last, store);
            }
            RelayMark verified = last == null ? null : topic.verified(last);
            return verified == null ? newEpoch(producer, topic, last) : new Publication(producer, verified, 0);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Positions of a store that was set back would be given twice, to different events. */
    private static void requireSame(RelayMark last, EventLog store) {
        boolean same = last.event() == null
                || store.at(last.position())
                        .filter(event -> event.eventId().equals(last.event()))
                        .isPresent();
        if (!same) {
            throw new IllegalStateException("The event store no longer holds at position " + last.position()
                    + " what was published from there. It was set back to an earlier state, or it is another one:"
                    + " restore the later one. Nothing is published until then.");
        }
    }

    /** The old topic, or what is left of it, is read no more: consumers go on by position in the new one. */
    private static Publication newEpoch(
            KafkaProducer<byte[], byte[]> producer, EventTopic topic, @Nullable RelayMark last) {
        int epoch = Math.max(topic.lastEpoch(), last == null ? 0 : last.epoch()) + 1;
        RelayMark beginning = RelayMark.beginning(epoch);
        if (last != null) {
            log.warn("{} has lost events; all are published again to {}", last.topic(), beginning.topic());
        }
        topic.create(beginning);
        Publication publication = new Publication(producer, beginning, last == null ? 0 : last.position());
        publication.publish(List.of());
        return publication;
    }

    long position() {
        return mark.position();
    }

    /** Whether it is published for the first time. */
    boolean isNew(Envelope event) {
        return event.position() > again;
    }

    /** @param batch the next events in the order of positions, without a gap to the last batch */
    void publish(List<Envelope> batch) {
        Map<Integer, Future<RecordMetadata>> last = new LinkedHashMap<>();
        producer.beginTransaction();
        long position = mark.position();
        String event = mark.event();
        for (Envelope envelope : batch) {
            if (envelope.position() != ++position) {
                throw new IllegalStateException("Position " + position + " is missing from the store");
            }
            event = envelope.eventId();
            ProducerRecord<byte[], byte[]> record = Wire.record(mark.topic(), envelope);
            last.put(record.partition(), producer.send(record));
        }
        RelayMark next = new RelayMark(mark.epoch(), position, event, mark.position(), settledOffsets());
        // The commit fails when this has not arrived.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(RelayMark.TOPIC, 0, RelayMark.KEY.getBytes(UTF_8), next.write()));
        producer.commitTransaction();
        mark = next;
        lastOfBatch = last;
    }

    private Map<Integer, Long> settledOffsets() {
        Map<Integer, Long> offsets = new HashMap<>(mark.offsets());
        lastOfBatch.forEach((partition, sent) -> offsets.put(partition, offset(sent)));
        return offsets;
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while publishing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A published event has no offset", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
