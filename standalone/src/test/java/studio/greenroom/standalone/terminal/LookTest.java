package studio.greenroom.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LookTest {

    @Test
    void a_terminal_is_live_coloured_and_as_wide_as_it_is() {
        Look look = Look.of(Map.of("GREENROOM_TERMINAL", "132", "TERM", "xterm-256color"));

        assertThat(look).isEqualTo(new Look(true, true, 132));
    }

    @Test
    void a_pipe_is_plain_and_eighty_columns_wide() {
        assertThat(Look.of(Map.of("TERM", "xterm"))).isEqualTo(new Look(false, false, 80));
    }

    @Test
    void continuous_integration_and_a_dumb_terminal_are_plain() {
        assertThat(Look.of(Map.of("GREENROOM_TERMINAL", "100", "TERM", "xterm", "CI", "true"))
                        .live())
                .isFalse();
        assertThat(Look.of(Map.of("GREENROOM_TERMINAL", "100", "TERM", "dumb")).live())
                .isFalse();
        assertThat(Look.of(Map.of("GREENROOM_TERMINAL", "100")).live()).isFalse();
    }

    @Test
    void no_color_takes_the_colour_and_nothing_else() {
        Look look = Look.of(Map.of("GREENROOM_TERMINAL", "100", "TERM", "xterm", "NO_COLOR", "1"));

        assertThat(look).isEqualTo(new Look(true, false, 100));
    }

    @Test
    void a_narrow_terminal_counts_as_sixty_columns() {
        assertThat(Look.of(Map.of("GREENROOM_TERMINAL", "20", "TERM", "xterm")).width())
                .isEqualTo(60);
    }
}
