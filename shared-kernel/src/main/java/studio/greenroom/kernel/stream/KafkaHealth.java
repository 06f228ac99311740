package studio.greenroom.kernel.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.settings.KafkaSettings;

/** Whether Kafka answers. */
@Component("kafkaHealthIndicator")
class KafkaHealth implements HealthIndicator, AutoCloseable {

    private static final int PATIENCE_MILLIS = 2_000;

    private final Admin admin;

    KafkaHealth(KafkaSettings kafka) {
        admin = Admin.create(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "request.timeout.ms",
                PATIENCE_MILLIS,
                "default.api.timeout.ms",
                PATIENCE_MILLIS));
    }

    @Override
    public Health health() {
        try {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .size();
            return Health.up().withDetail("brokers", nodes).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down().build();
        } catch (Exception e) {
            return Health.down().withDetail("reason", "Kafka does not answer").build();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
