package studio.greenroom.command.gateway;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.log.LogContext;

/** Axon's part of the command side: the bus on its own bounded threads, and what its wiring asks for. */
@Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {

    private static final int THREADS = 64;
    private static final int WAITING = 1_024;

    /** Handlers block on the append, so they never run on an event loop; a full queue is said, not waited for. */
    @Bean(destroyMethod = "shutdown")
    ThreadPoolExecutor commandThreads() {
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                new AxonThreadFactory("command"));
    }

    /** The appender owns the transaction, so the bus has none; whatever a handler throws undoes its unit of work. */
    @Bean(destroyMethod = "")
    AsynchronousCommandBus commandBus(ThreadPoolExecutor commandThreads) {
        AsynchronousCommandBus bus = AsynchronousCommandBus.builder()
                .executor(commandThreads)
                .transactionManager(NoTransactionManager.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .build();
        bus.registerHandlerInterceptor((work, handlers) -> {
            Command command = (Command) work.getMessage().getPayload();
            try (LogContext context =
                    LogContext.of(Dispatch.of(work.getMessage()).cause(), command.streamId())) {
                return handlers.proceed();
            }
        });
        return bus;
    }

    /** Only Axon's own wiring asks for one; events go through our codec. */
    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }
}
