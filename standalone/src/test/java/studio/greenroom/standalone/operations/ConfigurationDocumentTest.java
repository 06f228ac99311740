package studio.greenroom.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every setting is told once, where it is declared; the document is made from that. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Repository.file("docs/configuration.md");
    private static final String REWRITE = "mvn -q -pl standalone -am test -Dtest=ConfigurationDocumentTest "
            + "-Dsurefire.failIfNoSpecifiedTests=false -Dgreenroom.rewrite=true";
    private static final Pattern READ = Pattern.compile(
            "(?:\\$\\{|getProperty\\(\"|ConditionalOnProperty\\((?:name = )?\"|@ConfigurationProperties\\(\")(greenroom[a-z.-]*)");

    private final List<Setting> settings = Setting.ours();

    @Test
    void theDocumentIsWhatTheSettingsSay() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("greenroom.rewrite")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Repository.read(DOCUMENT)).as("Write it anew: " + REWRITE).isEqualTo(expected);
    }

    @Test
    void everySettingSaysWhatItIsInASentence() {
        assertThat(settings)
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.description()).as(setting.name()).matches("(?s)[A-Z].*\\."));
    }

    @Test
    void everySettingThatTheCodeReadsIsDeclared() {
        Set<String> names = settings.stream().map(Setting::name).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (String extension : List.of(".java", ".yaml")) {
            for (Path source : Repository.mainSources(extension)) {
                Matcher read = READ.matcher(Repository.read(source));
                while (read.find()) {
                    String name = read.group(1);
                    if (names.stream().noneMatch(known -> known.equals(name) || known.startsWith(name + "."))) {
                        unknown.add(name + " in " + source.getFileName());
                    }
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    private String document() {
        StringBuilder text = new StringBuilder("""
                # Settings

                <!-- Made from the code. Write it anew: %s -->

                Each can be given as an environment variable, as an argument (`--greenroom.kafka.bootstrap-servers=…`), or in an
                `application.yaml` beside the application. A secret is taken only from the environment or from a file of the
                setting's name in `/run/secrets`; as an argument it is refused. A value that can not be used stops the start with
                one line that names the setting. `./greenroom` decides the addresses of its own servers, its folder and its port
                itself; see `./greenroom --help`.

                Durations are written like `250ms`, `15s` or `15m`; lists with commas. Settings of Spring Boot work as well:
                `SERVER_ADDRESS` and `SERVER_PORT` say where a process listens, `LOGGING_STRUCTURED_FORMAT_CONSOLE=logstash` makes
                its log JSON, `LOGGING_LEVEL_STUDIO_GREENROOM=debug` makes it longer.
                """.formatted(REWRITE));
        String group = "";
        for (Setting setting : settings) {
            if (!setting.prefix().equals(group)) {
                group = setting.prefix();
                text.append("\n## ")
                        .append(group)
                        .append("\n\n| setting | environment variable | default | what it is |\n|---|---|---|---|\n");
            }
            text.append("| `")
                    .append(setting.name().substring(group.length() + 1))
                    .append("` | `")
                    .append(setting.variable())
                    .append("` | ")
                    .append(setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`")
                    .append(" | ")
                    .append(setting.secret() ? "**Secret.** " : "")
                    .append(setting.description().replaceAll("\\s+", " "))
                    .append(" |\n");
        }
        return text.toString();
    }
}
