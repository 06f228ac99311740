package studio.greenroom.command.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.command.eventstore.mongodb.MongoStorage;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;

/** The event store that the settings choose. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EventStoreSettings.class, MongoSettings.class})
class EventStoreConfiguration {

    @Bean
    EventStorage eventStorage(EventStoreSettings settings, MongoSettings mongodb, CommandDatabase database) {
        EventStorage chosen = open(settings.eventStore(), mongodb, database);
        try {
            new Origin(database).admit(settings.eventStore(), chosen, other -> open(other, mongodb, database));
        } catch (RuntimeException e) {
            chosen.close();
            throw e;
        }
        return chosen;
    }

    private static EventStorage open(Kind kind, MongoSettings mongodb, CommandDatabase database) {
        return switch (kind) {
            case POSTGRESQL -> new PostgresStorage(database);
            case MONGODB -> new MongoStorage(mongodb);
        };
    }

    @Bean
    EventLog eventLog(EventStorage storage) {
        return storage.log();
    }

    @Bean
    GroupWriter groupWriter(EventStorage storage, EventStoreSettings settings, MeterRegistry meters) {
        return new MeasuredWriter(storage.writer(), meters, settings.eventStore());
    }

    @Bean
    EventStorageEngine eventStorageEngine(EventStorage storage, Commits commits, Snapshots snapshots) {
        return storage.engine(commits, snapshots);
    }
}
