package studio.greenroom.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.attempt.AttemptMeters;
import studio.greenroom.saga.attempt.AttemptWorkers;
import studio.greenroom.saga.attempt.Attempts;
import studio.greenroom.saga.attempt.Audience;
import studio.greenroom.saga.attempt.Breakers;
import studio.greenroom.saga.attempt.ProgressReports;
import studio.greenroom.saga.attempt.QueueReport;
import studio.greenroom.saga.attempt.Retention;
import studio.greenroom.saga.attempt.TypicalDurations;
import studio.greenroom.saga.consumer.SagaConsumer;
import studio.greenroom.saga.consumer.SagaSink;
import studio.greenroom.saga.consumer.SagaTransaction;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.deadletter.DeadLetters;
import studio.greenroom.saga.generation.RetryPolicies;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.metrics.SagaHealth;
import studio.greenroom.saga.metrics.SagaMeters;
import studio.greenroom.saga.offer.OfferPoster;
import studio.greenroom.saga.outbox.Outbox;
import studio.greenroom.saga.outbox.OutboxBacklog;
import studio.greenroom.saga.outbox.OutboxDispatcher;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.timer.TimerService;

/** The sagas side: what follows from events, and everybody who works for it. */
@Configuration
@ComponentScan
@EnableConfigurationProperties({GenerationSettings.class, ProviderSettings.class})
public class SagaSide {

    private static final String LEASE = "lse";
    private static final String SAGA = "sga";
    private static final String PROCESS = "prc";

    private final Bell outboxBell = new Bell();
    private final Bell attemptBell = new Bell();

    @Bean
    SagaDatabase sagaDatabase(PostgresSettings address) {
        return new SagaDatabase(address);
    }

    @Bean
    Outbox sagaOutbox(SagaDatabase database) {
        return new Outbox(database.workers());
    }

    @Bean
    OutboxDispatcher sagaOutboxDispatcher(Outbox outbox, CommandSender sender, GenerationSettings settings) {
        return new OutboxDispatcher(outbox, sender, settings, outboxBell);
    }

    @Bean
    OutboxBacklog sagaOutboxBacklog(SagaDatabase database) {
        return new OutboxBacklog(database.workers());
    }

    @Bean
    TimerService sagaTimers(SagaDatabase database, Outbox outbox, GenerationSettings settings, Ids ids) {
        return new TimerService(database.workers().pool(), outbox, outboxBell, settings.poll(), ids.next(PROCESS));
    }

    @Bean
    Providers sagaProviders(
            ProviderSettings settings, @Value("${OPENAI_API_KEY:}") String environmentKey, PriceList prices) {
        return ProviderChoice.of(settings, environmentKey, prices);
    }

    @Bean
    OfferPoster sagaOfferPoster(OfferBoard board, Providers providers) {
        return new OfferPoster(board, providers.offers());
    }

    @Bean
    Audience sagaAudience(Signals signals) {
        return new Audience() {

            @Override
            public Mono<Void> progress(Progress progress) {
                return signals.progress(progress);
            }

            @Override
            public Mono<Void> preview(String generationId, int variant, byte[] jpeg) {
                return signals.preview(generationId, variant, jpeg);
            }
        };
    }

    @Bean
    TypicalDurations sagaTypicalDurations(SagaDatabase database) {
        return new TypicalDurations(database.workers());
    }

    @Bean
    Breakers sagaBreakers(Providers providers, GenerationSettings settings, Clock clock, MeterRegistry meters) {
        return new Breakers(providers, settings.breaker(), clock, meters);
    }

    @Bean
    QueueReport sagaQueueReport(
            SagaDatabase database,
            Audience audience,
            TypicalDurations durations,
            GenerationSettings settings,
            Ids ids) {
        return new QueueReport(database.workers(), audience, durations, settings, ids.next(PROCESS));
    }

    @Bean
    Retention sagaRetention(SagaDatabase database, Ids ids) {
        return new Retention(database.workers(), ids.next(PROCESS));
    }

    @Bean
    AttemptWorkers sagaAttemptWorkers(
            SagaDatabase database,
            Providers providers,
            BlobStore blobs,
            PromptLibrary library,
            GenerationSettings settings,
            Ids ids,
            Audience audience,
            TypicalDurations durations,
            Breakers breakers,
            MeterRegistry meters,
            Tracing tracing) {
        return new AttemptWorkers(
                new Attempts(database.workers()),
                providers,
                blobs,
                library,
                settings,
                () -> ids.next(LEASE),
                new ProgressReports(audience, durations),
                breakers,
                new AttemptMeters(meters),
                attemptBell,
                outboxBell,
                tracing);
    }

    @Bean
    SagaSink sagaSink(
            SagaDatabase database,
            GenerationSettings settings,
            Providers providers,
            Ids ids,
            AttemptWorkers workers,
            Clock clock,
            MeterRegistry meters,
            Tracing tracing) {
        SagaTransaction transaction = new SagaTransaction(
                SagaSink.CONSUMER,
                database.consumer(),
                RetryPolicies.of(settings),
                providers,
                () -> ids.next(SAGA),
                ended -> {
                    outboxBell.ring();
                    attemptBell.ring();
                    workers.ended(ended);
                },
                tracing);
        return new SagaSink(transaction, clock, meters);
    }

    @Bean
    SagaConsumer sagaConsumer(EventConsumers consumers, SagaSink sink) {
        return new SagaConsumer(consumers.open(SagaSink.CONSUMER, sink));
    }

    @Bean
    DeadLetters sagaDeadLetters(SagaDatabase database, SagaSink sink, Outbox outbox) {
        return new DeadLetters(database.workers(), sink, outbox, outboxBell);
    }

    @Bean
    SagaMeters sagaMeters(MeterRegistry meters, OutboxBacklog backlog, DeadLetters letters) {
        return new SagaMeters(meters, backlog, letters);
    }

    @Bean
    SagaHealth sagaHealthIndicator(OutboxBacklog backlog, SagaConsumer consumer, Breakers breakers) {
        return new SagaHealth(backlog, consumer::trouble, breakers::states);
    }
}
