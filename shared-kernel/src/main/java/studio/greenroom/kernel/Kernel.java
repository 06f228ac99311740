package studio.greenroom.kernel;

import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.Zstd;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.internal.InternalSettings;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.settings.DataSettings;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.settings.PriceSettings;
import studio.greenroom.kernel.settings.PromptSettings;
import studio.greenroom.kernel.trace.TracingSettings;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;

/** What every side has: time, ids, signals, consumers, problems and who is asking. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties({
    PostgresSettings.class,
    KafkaSettings.class,
    DataSettings.class,
    InternalSettings.class,
    PromptSettings.class,
    PriceSettings.class,
    TracingSettings.class
})
public class Kernel {

    /** Here the compressors look for their native code; at the first answer it would be on an event loop. */
    Kernel() {
        Zstd.isAvailable();
        Brotli.isAvailable();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** What a request says is taken as it stands or refused by name, never passed over or bent to fit. */
    @Bean
    JsonMapperBuilderCustomizer strictRequests() {
        return json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    @Bean
    PromptLibrary promptLibrary(PromptSettings settings) {
        return settings.library();
    }

    @Bean
    PriceList priceList(PriceSettings settings) {
        return settings.list();
    }

    @Bean
    @ConditionalOnMissingBean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock, RandomGenerator random) {
        return new Ids(clock, random);
    }
}
