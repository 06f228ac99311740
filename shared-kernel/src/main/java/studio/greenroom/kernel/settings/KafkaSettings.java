package studio.greenroom.kernel.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers  Kafka brokers to ask first, as host:port, separated by commas.
 * @param replicationFactor Copies of each event topic that the relay creates; 3 on a cluster of three or more.
 */
@ConfigurationProperties("greenroom.kafka")
public record KafkaSettings(
        @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @DefaultValue("1") short replicationFactor) {}
