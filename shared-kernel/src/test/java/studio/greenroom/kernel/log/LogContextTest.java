package studio.greenroom.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.id.Ids;

class LogContextTest {

    @Test
    void lines_carry_whose_work_they_are_about_until_it_is_done() {
        try (LogContext context = LogContext.of(Cause.asked("own_1", "cmd_1", "opr_1"), "gen_1")) {
            assertThat(MDC.getCopyOfContextMap())
                    .containsEntry("correlation", "cmd_1")
                    .containsEntry("owner", "own_1")
                    .containsEntry("generation", "gen_1")
                    .hasSize(3);
        }

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void what_is_no_generation_is_named_by_its_stream() {
        try (LogContext context = LogContext.of(Cause.asked("own_1", "cmd_1", "opr_1"), "art_1")) {
            assertThat(MDC.getCopyOfContextMap())
                    .containsEntry("stream", "art_1")
                    .doesNotContainKey("generation");
        }
    }

    @Test
    void lines_carry_the_trace_that_the_correlation_names_whether_it_is_recorded_or_not() {
        Cause cause = Cause.asked("own_1", "cmd_1", "ask_2bz4qktxxk9pk6kkmjm4e0wkhp", "opr_1");

        try (LogContext context = LogContext.of(cause, "gen_1")) {
            assertThat(MDC.get("trace"))
                    .isEqualTo(Ids.hex(cause.correlationId()))
                    .matches("[0-9a-f]{32}");
        }

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
}
