package studio.greenroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import studio.greenroom.standalone.operations.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever looks at Grafana's dashboard sees numbers: each metric that it asks for exists. */
class DashboardTest {

    private static final Pattern NAME = Pattern.compile("\\b[a-z]\\w*\\b(?!\\s*\\()");
    private static final Pattern REGISTERED = Pattern.compile(
            "\\b(counter|timer|gauge|Counter|Timer|Gauge)(?:\\.builder)?\\(\\s*\"(greenroom\\.[a-z.]+)\"([^;]*);");
    private static final Pattern UNIT = Pattern.compile("baseUnit\\(\"(\\w+)\"\\)");
    private static final String BUCKETS = "management.metrics.distribution.slo[%s]";

    private final Set<String> asked = asked();

    @Test
    void everyMetricOfGreenroomThatItAsksForIsRegisteredByTheCode() {
        assertThat(asked.stream().filter(name -> name.startsWith("greenroom_")))
                .hasSizeGreaterThan(10)
                .isSubsetOf(registered());
    }

    @Test
    void theOtherMetricsAreThoseOfARunningProcessWhichHasNoneOfGreenroomThatTheCodeDoesNotShow() {
        House house = House.shared();
        house.client().get("/api/artists");
        System.gc();
        Set<String> told = names(
                new String(house.client().get("/actuator/prometheus").http().body(), UTF_8));

        assertThat(asked.stream().filter(name -> !name.startsWith("greenroom_") && !name.equals("up")))
                .isSubsetOf(told);
        assertThat(told.stream().filter(name -> name.startsWith("greenroom_")))
                .isNotEmpty()
                .isSubsetOf(registered());
    }

    private static Set<String> asked() {
        Set<String> names = new TreeSet<>();
        JsonNode board = new JsonMapper().readTree(Repository.read("docker/grafana/greenroom.json"));
        for (String expression : board.findValuesAsString("expr")) {
            Matcher name = NAME.matcher(expression.replaceAll("\\{[^}]*}|\\[[^]]*]|\\bby \\([^)]*\\)", " "));
            while (name.find()) {
                names.add(name.group());
            }
        }
        return names;
    }

    /** As Prometheus would see what the sources register. */
    private static Set<String> registered() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties settings = yaml.getObject();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (Path source : Repository.mainSources(".java")) {
            Matcher meter = REGISTERED.matcher(Repository.read(source));
            while (meter.find()) {
                String name = meter.group(2);
                Matcher unit = UNIT.matcher(meter.group(3));
                switch (meter.group(1).toLowerCase(Locale.ROOT)) {
                    case "counter" -> registry.counter(name);
                    case "gauge" ->
                        Gauge.builder(name, () -> 1)
                                .baseUnit(unit.find() ? unit.group(1) : null)
                                .register(registry);
                    default ->
                        Timer.builder(name)
                                .serviceLevelObjectives(
                                        settings.containsKey(BUCKETS.formatted(name))
                                                ? new Duration[] {Duration.ofSeconds(1)}
                                                : null)
                                .register(registry);
                }
            }
        }
        return names(registry.scrape());
    }

    private static Set<String> names(String scrape) {
        Set<String> names = new TreeSet<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }
}
