package studio.greenroom.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import studio.greenroom.command.artist.Artist;
import studio.greenroom.command.eventstore.Snapshots;
import studio.greenroom.command.generation.Generation;
import studio.greenroom.kernel.Kernel;
import studio.greenroom.kernel.artist.ArtistState;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.generation.GenerationState;

/** The side that decides: commands over HTTP and from sagas, aggregates, the event store and the relay. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import(Kernel.class)
public class CommandSide {

    /** Fewer are folded as quickly as a snapshot is read. */
    private static final int EVENTS_UNTIL_A_SNAPSHOT = 100;

    /** Every command names its stream; looking for annotations instead was a tenth of a command's work. */
    private static final CommandTargetResolver TARGET =
            message -> new VersionedAggregateIdentifier((Object) ((Command) message.getPayload()).streamId(), null);

    /** What is kept of long streams. */
    @Bean
    Snapshots snapshots() {
        return new Snapshots(Map.of("artist", ArtistState.class, "generation", GenerationState.class));
    }

    /** Takes snapshots beside the commands: nobody's answer waits for one, and no stop. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService snapshotThread() {
        return Executors.newSingleThreadExecutor(new AxonThreadFactory("snapshots"));
    }

    /** The aggregates, each behind the cache: the store's unique revision stays the judge of what is written. */
    @Bean
    ConfigurerModule aggregates(Cache cache, ExecutorService snapshotThread) {
        return configurer -> List.of(Artist.class, Generation.class)
                .forEach(type -> configurer.configureAggregate(cached(type, cache, snapshotThread)));
    }

    private static <T> AggregateConfigurer<T> cached(Class<T> type, Cache cache, ExecutorService snapshotThread) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureCommandTargetResolver(axon -> TARGET)
                .configureRepository(axon -> repository(type, axon.eventStore(), cache, snapshotThread));
    }

    static <T> Repository<T> repository(Class<T> type, EventStore store, Cache cache, Executor snapshotThread) {
        return EventSourcingRepository.builder(type)
                .eventStore(store)
                .cache(cache)
                .snapshotTriggerDefinition(snapshots(type, store, snapshotThread))
                .build();
    }

    private static <T> SnapshotTriggerDefinition snapshots(Class<T> type, EventStore store, Executor thread) {
        return new EventCountSnapshotTriggerDefinition(
                AggregateSnapshotter.builder()
                        .eventStore(store)
                        .executor(thread)
                        .aggregateFactories(List.of(new GenericAggregateFactory<>(type)))
                        .build(),
                EVENTS_UNTIL_A_SNAPSHOT);
    }
}
