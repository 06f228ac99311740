package studio.greenroom.kernel.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A side as a process of its own. It waits for the servers that it needs, says for which, and when it can not start it
 * ends with one line that says why.
 */
public final class SideProcess {

    /** Set to {@code stdin} by whoever starts it as a child: the process then ends with the one that started it. */
    private static final String LEASH = "GREENROOM_LEASH";

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final int FAILED = 1;
    /** What Spring says about a start that fails, each in many lines; ours is one. */
    private static final List<String> WORDY = List.of(
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.web.server.reactive.context",
            "org.springframework.boot.autoconfigure.logging",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");

    private SideProcess() {}

    public static void run(Class<?> application, String name, String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true");
        boolean child = "stdin".equals(System.getenv(LEASH));
        if (child) {
            daemon("leash", SideProcess::endWithTheParent);
        }
        Waiting.tell(server -> {
            if (child) {
                System.out.println(name + " waits for " + server);
            }
        });
        try {
            Secrets.refuseIn(arguments);
            SpringApplication spring = new SpringApplication(application);
            spring.setWebApplicationType(WebApplicationType.REACTIVE);
            spring.setDefaultProperties(defaults(name));
            spring.addInitializers(context -> {
                LocalOnly.require(context.getEnvironment());
                new ServersAwaited(name, context.getEnvironment(), line -> {
                            log().info(line);
                            if (child) {
                                System.out.println(line);
                            }
                        })
                        .await();
            });
            ConfigurableApplicationContext context = spring.run(arguments);
            log().info("{} is ready on port {}", name, context.getEnvironment().getProperty("local.server.port"));
        } catch (Throwable problem) {
            log().atLevel(WrongSetting.explains(problem) ? Level.DEBUG : Level.ERROR)
                    .setCause(problem)
                    .log("{} does not start", name);
            System.err.println(name + " does not start: " + WrongSetting.sentence(problem));
            System.exit(FAILED);
        }
    }

    private static Map<String, Object> defaults(String name) {
        Map<String, Object> defaults = new HashMap<>(Map.of("spring.application.name", name));
        WORDY.forEach(logger -> defaults.put("logging.level." + logger, "off"));
        return defaults;
    }

    private static Logger log() {
        return LoggerFactory.getLogger(SideProcess.class);
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // Gone as well.
        }
        daemon("last-resort", () -> {
            try {
                Thread.sleep(LONGEST_STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(FAILED);
        });
        System.exit(0);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
