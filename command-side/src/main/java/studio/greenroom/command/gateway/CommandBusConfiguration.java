package studio.greenroom.command.gateway;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import studio.greenroom.command.artist.Artist;
import studio.greenroom.command.generation.Generation;

/** Axon's part of the command side: the bus on its own bounded threads, and the aggregates behind their cache. */
@Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {

    private static final int THREADS = 64;
    private static final int WAITING = 1_024;

    /** Handlers block on the append, so they never run on an event loop; a full queue is said, not waited for. */
    @Bean(destroyMethod = "shutdown")
    ThreadPoolExecutor commandThreads() {
        return new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                new AxonThreadFactory("command"));
    }

    /** The appender owns the transaction, so the bus has none; whatever a handler throws undoes its unit of work. */
    @Bean(destroyMethod = "")
    AsynchronousCommandBus commandBus(ThreadPoolExecutor commandThreads) {
        return AsynchronousCommandBus.builder().executor(commandThreads)
                .transactionManager(NoTransactionManager.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE).build();
    }

    /** Only Axon's own wiring asks for one; events go through our codec. */
    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    @Bean
    ConfigurerModule aggregates(Cache cache) {
        return configurer -> List.of(Artist.class, Generation.class)
                .forEach(type -> configurer.configureAggregate(cached(type, cache)));
    }

    private static <T> AggregateConfigurer<T> cached(Class<T> type, Cache cache) {
        return AggregateConfigurer.defaultConfiguration(type).configureRepository(axon ->
                EventSourcingRepository.builder(type).eventStore(axon.eventStore()).cache(cache).build());
    }
}
