package studio.greenroom.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.settings.GenerationSettings;
import studio.greenroom.saga.testing.FakeAggregates;
import studio.greenroom.saga.testing.KeptBlobs;
import studio.greenroom.saga.testing.Postgres;

class SagaSideTest {

    /** What the other parts bring. No component: other modules' tests would have it found by the sagas side's scan. */
    @EnableConfigurationProperties(PostgresSettings.class)
    static class Others {

        @Bean
        CommandSender commandSender() {
            return new FakeAggregates(Clock.systemUTC());
        }

        @Bean
        BlobStore blobStore() {
            return new KeptBlobs();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Ids ids(Clock clock) {
            return new Ids(clock, new SplittableRandom());
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Tracing tracing() {
            return Tracing.OFF;
        }

        @Bean
        Signals signals() {
            return new Signals(null);
        }

        @Bean
        PriceList prices() {
            return PriceList.comingAlong();
        }

        @Bean
        PromptLibrary prompts() {
            return PromptLibrary.comingAlong();
        }

        @Bean
        OfferBoard offers() {
            return offers -> {};
        }

        @Bean
        EventConsumers eventConsumers() {
            return new EventConsumers(new KafkaSettings("127.0.0.1:1", (short) 1));
        }
    }

    private final ApplicationContextRunner side = new ApplicationContextRunner()
            .withUserConfiguration(SagaSide.class, Others.class)
            .withPropertyValues(Postgres.properties())
            .withPropertyValues("OPENAI_API_KEY=");

    @Test
    void it_starts_with_nothing_but_an_address_of_postgresql() {
        side.run(context -> {
            assertThat(context).hasNotFailed();
            GenerationSettings settings = context.getBean(GenerationSettings.class);
            assertThat(settings.workersPerProvider()).isEqualTo(2);
            assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(15));
            assertThat(settings.renewal()).isEqualTo(Duration.ofSeconds(5));
            assertThat(settings.interactive().attempts()).isEqualTo(3);
            assertThat(settings.interactive().waits()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5));
            assertThat(settings.interactive().callTimeout()).isEqualTo(Duration.ofSeconds(60));
            assertThat(settings.interactive().deadline()).isEqualTo(Duration.ofMinutes(15));
        });
    }

    @Test
    void it_leaves_the_names_alone_that_the_sides_would_fight_for() {
        side.run(context -> assertThat(context)
                .doesNotHaveBean(DataSource.class)
                .doesNotHaveBean(Flyway.class)
                .doesNotHaveBean(PlatformTransactionManager.class));
    }

    @Test
    void it_is_healthy_while_its_database_answers() {
        side.run(context -> {
            HealthIndicator health = context.getBean("sagaHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails()).containsEntry("outbox", 0L);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("greenroom.outbox.size")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("greenroom.saga.dead.letters")
                            .gauge()
                            .value())
                    .isZero();
        });
    }

    @Test
    void without_a_key_greenroom_works_offline() {
        side.run(context -> {
            Providers providers = context.getBean(Providers.class);
            assertThat(providers.of(GenerationKind.BIO).provider()).isEqualTo("offline");
            assertThat(providers.of(GenerationKind.IMAGE).provider()).isEqualTo("offline");
            assertThat(providers.names()).containsExactly("instant", "offline");
        });
    }

    @Test
    void with_a_key_openai_is_asked_and_begun_offline_work_still_ends() {
        side.withPropertyValues("OPENAI_API_KEY=sk-test-key-1234567890").run(context -> {
            Providers providers = context.getBean(Providers.class);
            assertThat(providers.of(GenerationKind.IMAGE)).isEqualTo(new Assignment("openai", "gpt-image-2"));
            assertThat(providers.of(GenerationKind.BIO)).isEqualTo(new Assignment("openai", "gpt-5.4-mini"));
            assertThat(providers.names()).containsExactly("instant", "offline", "openai");
        });
    }

    @Test
    void each_kind_can_be_given_to_somebody_else() {
        side.withPropertyValues(
                        "greenroom.providers.openai.api-key=sk-test-key-1234567890",
                        "greenroom.providers.image=offline",
                        "greenroom.providers.openai.text-model=gpt-6-luna")
                .run(context -> {
                    Providers providers = context.getBean(Providers.class);
                    assertThat(providers.of(GenerationKind.IMAGE).provider()).isEqualTo("offline");
                    assertThat(providers.of(GenerationKind.BIO)).isEqualTo(new Assignment("openai", "gpt-6-luna"));
                    assertThat(context.getBean(ProviderSettings.class).toString())
                            .doesNotContain("1234567890");
                });
    }

    @Test
    void several_are_asked_one_after_another() {
        side.withPropertyValues(
                        "greenroom.providers.openai.api-key=sk-test-key-1234567890",
                        "greenroom.providers.compatible.api-key=another-key-1234567890",
                        "greenroom.providers.compatible.text-model=gemini-3-flash",
                        "greenroom.providers.text=openai,compatible,offline")
                .run(context -> assertThat(context.getBean(Providers.class).offers().stream()
                                .filter(offer -> offer.kind() == GenerationKind.TEXT)
                                .map(Offer::assignment))
                        .containsExactly(
                                new Assignment("openai", "gpt-5.4-mini"),
                                new Assignment("compatible", "gemini-3-flash"),
                                new Assignment("offline", "greenroom-prose/1")));
    }

    @Test
    void openai_without_a_key_is_a_mistake_that_is_told_at_the_start() {
        side.withPropertyValues("greenroom.providers.image=openai")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("openai is chosen, but greenroom.providers.openai.api-key is empty"));
    }
}
