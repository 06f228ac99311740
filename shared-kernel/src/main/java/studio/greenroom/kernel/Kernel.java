package studio.greenroom.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import studio.greenroom.kernel.id.Ids;

/** What every side has: time, ids, signals, consumers, problems and who is asking. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class Kernel {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
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
