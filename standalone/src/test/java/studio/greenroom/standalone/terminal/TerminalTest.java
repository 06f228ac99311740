package studio.greenroom.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final String ESCAPE = "\u001b";

    @Test
    void a_pipe_gets_one_plain_line_per_change_and_no_control_codes() {
        Screen screen = new Screen(Look.plain(80));

        Row row = screen.terminal().row("PostgreSQL", "starting");
        row.working("starting", "unpacking");
        row.done("ready", "127.0.0.1:15432", Duration.ofMillis(2_310));
        screen.terminal().close();

        assertThat(screen.err()).isEqualTo("""
                  PostgreSQL    starting
                  PostgreSQL    starting unpacking
                  PostgreSQL    ready    127.0.0.1:15432   2.3 s
                """);
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void a_terminal_has_one_line_per_thing_redrawn_in_place() {
        Screen screen = new Screen(new Look(true, false, 80));

        Row row = screen.terminal().row("Redis", "starting");
        row.working("starting", "unpacking");
        row.done("ready", "127.0.0.1:16379", Duration.ofMillis(200));
        screen.terminal().close();

        assertThat(Emulator.shown(screen.err())).containsExactly("  Redis         ready    127.0.0.1:16379   0.2 s");
    }

    @Test
    void what_is_said_while_things_are_under_way_stands_above_them() {
        Screen screen = new Screen(new Look(true, false, 80));

        Row first = screen.terminal().row("Redis", "starting");
        Row second = screen.terminal().row("Kafka", "starting");
        screen.terminal().say("a word");
        second.done("ready", "", Duration.ofSeconds(4));
        first.done("ready", "", Duration.ofSeconds(12));
        screen.terminal().say("the end");

        assertThat(Emulator.shown(screen.err()))
                .containsExactly(
                        "a word",
                        "  Redis         ready                       12 s",
                        "  Kafka         ready                      4.0 s",
                        "the end");
    }

    @Test
    void a_passing_row_leaves_no_trace() {
        Screen live = new Screen(new Look(true, false, 80));
        Row row = live.terminal().passing("image", "10 %");
        row.working("45 %", "generating");
        row.remove();
        live.terminal().say("the end");
        assertThat(Emulator.shown(live.err())).containsExactly("the end");

        Screen plain = new Screen(Look.plain(80));
        Row unseen = plain.terminal().passing("image", "10 %");
        unseen.working("45 %", "generating");
        unseen.remove();
        assertThat(plain.err()).isEmpty();
    }

    @Test
    void no_colour_is_used_unless_it_is_wanted_and_it_never_stands_alone() {
        Screen coloured = new Screen(new Look(true, true, 80));
        coloured.terminal().row("Kafka", "starting").failed();
        assertThat(coloured.err()).contains(ESCAPE + "[31mfailed" + ESCAPE + "[0m");

        Screen plain = new Screen(new Look(true, false, 80));
        plain.terminal().row("Kafka", "starting").failed();
        assertThat(plain.err()).contains("failed").doesNotContain(ESCAPE + "[3");
    }

    @Test
    void no_live_line_is_wider_than_the_terminal() {
        Screen screen = new Screen(new Look(true, false, 60));

        screen.terminal().row("Kafka", "starting").working("starting", "x".repeat(200));

        assertThat(Emulator.shown(screen.err())).hasSize(1).allMatch(line -> line.length() < 60);
    }

    @Test
    void results_and_talk_go_separate_ways() {
        Screen screen = new Screen(Look.plain(80));

        screen.terminal().result("a result");
        screen.terminal().say("talk");

        assertThat(screen.out()).isEqualTo("a result\n");
        assertThat(screen.err()).isEqualTo("talk\n");
    }
}
