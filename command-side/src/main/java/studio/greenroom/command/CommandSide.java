package studio.greenroom.command;

import java.util.List;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import studio.greenroom.command.artist.Artist;
import studio.greenroom.command.generation.Generation;
import studio.greenroom.kernel.Kernel;
import studio.greenroom.kernel.command.Command;

/** The side that decides: commands over HTTP and from sagas, aggregates, the event store and the relay. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import(Kernel.class)
public class CommandSide {

    /** Every command names its stream; looking for annotations instead was a tenth of a command's work. */
    private static final CommandTargetResolver TARGET =
            message -> new VersionedAggregateIdentifier((Object) ((Command) message.getPayload()).streamId(), null);

    /** The aggregates, each behind the cache: the store's unique revision stays the judge of what is written. */
    @Bean
    ConfigurerModule aggregates(Cache cache) {
        return configurer -> List.of(Artist.class, Generation.class)
                .forEach(type -> configurer.configureAggregate(cached(type, cache)));
    }

    private static <T> AggregateConfigurer<T> cached(Class<T> type, Cache cache) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureCommandTargetResolver(axon -> TARGET)
                .configureRepository(axon -> EventSourcingRepository.builder(type)
                        .eventStore(axon.eventStore())
                        .cache(cache)
                        .build());
    }
}
