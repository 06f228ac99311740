package studio.greenroom.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bench works; what it finds here says nothing. */
@EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
class BenchTest {

    private static final Plan SMALL = new Plan(true, Duration.ZERO, Duration.ofMillis(500), 4, 40);

    @Test
    void measuresAGreenroomOfItsOwnThatSaysWhereItIsUntilItStops(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.resolve("data");
        Path instance = data.resolve("instance.json");
        Path json = folder.resolve("figures/bench.json");
        Report report = new Report(Conditions.now(SMALL, "postgresql"));

        try (Issuer issuer = new Issuer();
                Site site = new Site(data, folder.resolve("said"), SMALL, issuer, null)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(instance))
                    .contains("\"pid\"")
                    .doesNotContain(site.child().password("redis"));
            for (Measure measure : List.of(
                    new HistoryMeasure(),
                    new CommandsMeasure(),
                    new DelayMeasure(),
                    new RepeatsMeasure(),
                    new SseMeasure())) {
                report.add(measure.name(), measure.take(site));
            }
        }
        report.write(json);

        assertThat(instance).doesNotExist();
        JsonNode found = new JsonMapper().readTree(Files.readString(json));
        assertThat(found.path("conditions").path("cores").asInt()).isPositive();
        assertThat(found.path("measures").propertyNames())
                .containsExactlyInAnyOrder("history", "commands", "delay", "repeats", "sse");
        assertThat(found.path("measures").findValues("value"))
                .hasSizeGreaterThan(16)
                .allSatisfy(value -> assertThat(value.asDouble()).isPositive());
        assertThat(found.path("measures").findValues("ratio"))
                .hasSizeGreaterThan(3)
                .allSatisfy(ratio -> assertThat(ratio.asDouble()).isPositive());
    }

    @Test
    void aQuantileLiesWithinItsBucketAndKnowsNothingOfWhatWasTimedBefore() {
        Metrics before = Metrics.of("""
                # HELP t_seconds of something
                t_seconds_bucket{p="a",le="0.001"} 100.0
                t_seconds_bucket{p="a",le="0.002"} 100.0
                t_seconds_bucket{p="a",le="+Inf"} 100.0""");
        Metrics now = Metrics.of("""
                t_seconds_bucket{p="a",le="0.001"} 100.0
                t_seconds_bucket{p="a",le="0.002"} 110.0
                t_seconds_bucket{p="a",le="+Inf"} 110.0""");

        assertThat(now.millis(before, "t", "p=\"a\",", 0.5)).isCloseTo(1.5, within(1e-9));
        assertThat(now.millis(now, "t", "p=\"a\",", 0.5)).isNaN();
    }
}
