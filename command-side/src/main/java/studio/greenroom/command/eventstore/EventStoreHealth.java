package studio.greenroom.command.eventstore;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the event store answers. */
@Component("eventStore")
class EventStoreHealth implements HealthIndicator {

    private final EventLog log;
    private final String server;

    EventStoreHealth(EventLog log, EventStoreSettings settings) {
        this.log = log;
        this.server = settings.eventStore().server();
    }

    @Override
    public Health health() {
        try {
            return Health.up().withDetail("position", log.head()).build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("reason", server + " does not answer")
                    .build();
        }
    }
}
