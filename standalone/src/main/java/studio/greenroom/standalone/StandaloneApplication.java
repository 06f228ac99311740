package studio.greenroom.standalone;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.http.client.ReactorResourceFactory;
import studio.greenroom.command.CommandSide;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.kernel.process.GreenroomApplication;
import studio.greenroom.query.QuerySide;
import studio.greenroom.saga.SagaSide;

/** The three sides in one application. Each brings its own databases, so none is configured from outside. */
@GreenroomApplication
@Import({CommandSide.class, SagaSide.class, QuerySide.class})
class StandaloneApplication {

    /** Event loops of its own: stopping one node of a JVM stops no other. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory own = new ReactorResourceFactory();
        own.setUseGlobalResources(false);
        return own;
    }

    /** @param properties what this start decides; nothing from outside overrides it */
    static ConfigurableApplicationContext start(Map<String, Object> properties) {
        System.setProperty("disable-axoniq-console-message", "true");
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> settle(context.getEnvironment(), properties));
        return application.run();
    }

    /** @throws StartFailure when the environment asks for an address that others could reach */
    static void requireLocal(PropertyResolver environment) {
        for (String name : new String[] {"server.address", "management.server.address"}) {
            String address = environment.getProperty(name);
            if (address != null) {
                Port.requireLoopback(name, address);
            }
        }
    }

    static void settle(ConfigurableEnvironment environment, Map<String, Object> properties) {
        requireLocal(environment);
        Map<String, Object> decided = new HashMap<>(properties);
        decided.put("server.address", Port.HOST);
        // A port of its own would listen on every address.
        decided.put("management.server.port", "");
        environment.getPropertySources().addFirst(new MapPropertySource("greenroom", decided));
    }
}
