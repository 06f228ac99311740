package studio.greenroom.kernel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;

class WireTest {

    @ParameterizedTest
    @MethodSource("studio.greenroom.kernel.event.Histories#everyEvent")
    void anEnvelopeComesOutOfKafkaAsItWentIn(DomainEvent event) {
        Envelope sent = Histories.envelope(42, Histories.OWNER, 3, event);
        ProducerRecord<byte[], byte[]> record = Wire.record("t", sent);
        var received = new ConsumerRecord<>(
                "t",
                record.partition(),
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());

        assertThat(Wire.envelope(received)).usingRecursiveComparison().isEqualTo(sent);
    }

    @Property(tries = 200)
    void anOwnersPartitionIsTheOneThatKafkaItselfWouldChoose(
            @ForAll @AlphaChars @StringLength(min = 1, max = 40) String owner) {
        assertThat(Wire.partition(owner))
                .isEqualTo(BuiltInPartitioner.partitionForKey(owner.getBytes(StandardCharsets.UTF_8), Wire.PARTITIONS));
    }
}
