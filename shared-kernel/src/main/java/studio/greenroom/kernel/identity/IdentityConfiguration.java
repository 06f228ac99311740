package studio.greenroom.kernel.identity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of the mode that is chosen. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    Mode mode(@Value("${greenroom.mode:local}") String word) {
        return Mode.of(word);
    }

    /** Only where it is asked for: elsewhere its settings are not there. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OidcSettings.class)
    @ConditionalOnProperty(name = "greenroom.mode", havingValue = "oidc")
    static class Oidc {}
}
