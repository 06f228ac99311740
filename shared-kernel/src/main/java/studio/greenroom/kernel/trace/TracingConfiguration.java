package studio.greenroom.kernel.trace;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import studio.greenroom.kernel.id.Ids;

/** Tracing, where an endpoint is given; without one there is nothing of it but {@link Tracing#OFF}. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    private static final String NAME = "greenroom";
    private static final String PROCESS = "prc";

    /** Greenroom in one process has no name of its own there; a side has. */
    @Bean
    Tracing tracing(TracingSettings settings, @Value("${spring.application.name:}") String side, Ids ids, Clock clock) {
        return settings.isOn()
                ? new OtlpTracing(
                        settings.endpoint(), side.isEmpty() ? NAME : NAME + '-' + side, ids.next(PROCESS), clock)
                : Tracing.OFF;
    }

    @Bean
    @Conditional(On.class)
    RequestFilter requestFilter(Tracing tracing, TracingSettings settings, RandomGenerator random) {
        return new RequestFilter(tracing, new Asks(settings.ratio(), random));
    }

    /** An endpoint is given, and is not empty as a container's variable may be. */
    static final class On implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("greenroom.tracing.endpoint", "")
                    .isBlank();
        }
    }
}
