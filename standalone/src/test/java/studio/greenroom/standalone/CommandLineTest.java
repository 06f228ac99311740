package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import studio.greenroom.standalone.terminal.Look;
import studio.greenroom.standalone.terminal.Screen;

class CommandLineTest {

    private final Screen screen = new Screen(Look.plain(60));
    private final RecordedSession session = new RecordedSession(screen);
    private final CommandLine commands = Greenroom.commandLine(session);

    @Test
    void without_a_command_greenroom_runs_on_port_8080_with_its_data_here() {
        int exitCode = commands.execute();

        assertThat(exitCode).isZero();
        assertThat(session.data).isEqualTo(Path.of("./data"));
        assertThat(session.port).isEqualTo(8080);
    }

    @Test
    void the_demo_takes_any_free_port_unless_one_is_named() {
        commands.execute("demo");
        assertThat(session.port).isZero();

        commands.execute("demo", "--port", "9000");
        assertThat(session.port).isEqualTo(9000);
    }

    @Test
    void split_has_a_process_for_each_side_unless_more_are_asked_for() {
        commands.execute("split");
        assertThat(session.replicas).isEqualTo(1);
        assertThat(session.port).isEqualTo(8080);

        commands.execute("split", "--replicas", "2");
        assertThat(session.replicas).isEqualTo(2);

        commands.execute("demo", "--split");
        assertThat(session.replicas).isEqualTo(1);
        commands.execute("demo");
        assertThat(session.replicas).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "-1", "x"})
    void a_number_of_replicas_that_can_not_be_is_wrong_usage(String number) {
        assertThat(commands.execute("split", "--replicas", number)).isEqualTo(2);

        assertThat(screen.err()).contains("--replicas takes a number from 1 to 8, not " + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data /tmp/x demo", "demo --data /tmp/x", "demo --data=/tmp/x"})
    void an_option_may_stand_before_or_after_the_command(String line) {
        commands.execute(line.split(" "));

        assertThat(session.data).isEqualTo(Path.of("/tmp/x"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--prot 9, There is no option --prot. Did you mean --port?",
                "--dta=x, There is no option --dta. Did you mean --data?",
                "demo --jsno, There is no option --jsno. Did you mean --json?",
                "dmo, There is no command dmo. Did you mean demo?",
                "\"bench --only sse,jbs\", \"--only takes start, history, store, commands, delay, relay, rebuild, reads, repeats, jobs, sse, not jbs.\"",
                "--event-store oracle, \"Invalid value for option '--event-store': it takes postgresql or mongodb, not oracle.\"",
                "copy-store --from mongodb --to mongodb, --from and --to name the same store.",
                "--zzzzzz, There is no option --zzzzzz."
            })
    void an_unknown_word_names_the_nearest_one(String line, String said) {
        int exitCode = commands.execute(line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err()).startsWith(said + "\n").contains("--help has all options.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--event-store mongodb --mongodb-uri mongodb://me@127.0.0.1:1/art demo",
                "split --event-store mongodb --mongodb-uri mongodb://me@127.0.0.1:1/art"
            })
    void the_event_store_and_its_address_may_be_said_on_the_command_line(String line) {
        commands.execute(line.split(" "));

        assertThat(session.settings)
                .containsOnly(
                        Map.entry("greenroom.event-store", "mongodb"),
                        Map.entry("greenroom.mongodb.uri", "mongodb://me@127.0.0.1:1/art"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb://me:s3cret@127.0.0.1/art", "mongodb+srv://me:s3cret@host.example/art?tls=true"})
    void a_password_on_the_command_line_is_refused_and_told_where_it_belongs(String uri) {
        int exitCode = commands.execute("--event-store", "mongodb", "--mongodb-uri", uri);

        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err()).contains("GREENROOM_MONGODB_URI").doesNotContain("s3cret");
        assertThat(session.data).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "x", "99999999999"})
    void a_port_that_can_not_be_is_wrong_usage(String port) {
        int exitCode = commands.execute("--port", port);

        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err()).contains("--port takes a number from 1 to 65535, not " + port);
        assertThat(session.data).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "bench --help"})
    void help_has_one_sentence_the_defaults_and_two_examples_within_sixty_columns(String line) {
        StringWriter help = new StringWriter();
        commands.setOut(new PrintWriter(help));

        int exitCode = commands.execute(line.split(" "));

        assertThat(exitCode).isZero();
        assertThat(help.toString())
                .contains("Default: ./data", "Default: 8080", "Examples:")
                .containsPattern("(?s)Examples:\n  \\./greenroom.*\n  \\./greenroom");
        assertThat(help.toString().lines()).allMatch(row -> row.length() <= 60 || row.startsWith("greenroom"));
    }
}
