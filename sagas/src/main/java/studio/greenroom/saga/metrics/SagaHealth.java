package studio.greenroom.saga.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import studio.greenroom.saga.outbox.OutboxBacklog;

/** Down when the schema can not be read; out of service when commands have been waiting for too long. */
public final class SagaHealth extends AbstractHealthIndicator {

    private static final Duration TOO_OLD = Duration.ofMinutes(2);

    private final OutboxBacklog backlog;
    private final Supplier<@Nullable String> consumerTrouble;
    private final Supplier<Map<String, String>> breakers;

    /** @param breakers whether each provider is called */
    public SagaHealth(
            OutboxBacklog backlog, Supplier<@Nullable String> consumerTrouble, Supplier<Map<String, String>> breakers) {
        super("The saga database can not be read");
        this.backlog = backlog;
        this.consumerTrouble = consumerTrouble;
        this.breakers = breakers;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        OutboxBacklog.Now now = backlog.now();
        String trouble = consumerTrouble.get();
        builder.withDetail("outbox", now.size())
                .withDetail("outboxAgeSeconds", now.age().toSeconds())
                .withDetail("consumer", trouble == null ? "reading" : trouble)
                .withDetail("breakers", breakers.get());
        if (now.age().compareTo(TOO_OLD) > 0) {
            builder.outOfService();
        } else {
            builder.up();
        }
    }
}
