package studio.greenroom.kernel.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import studio.greenroom.kernel.id.Ids;

class AsksTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void an_ask_goes_on_in_its_callers_trace() {
        Ask ask = asks(0).of(headers("00-" + TRACE + '-' + SPAN + "-01"));

        assertThat(ask.trace()).isEqualTo(TRACE);
        assertThat(ask.parent()).isEqualTo(SPAN);
        assertThat(ask.span()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
        assertThat(ask.recorded()).as("as the caller wants it").isTrue();
        assertThat(ask.correlationId()).startsWith("trc_");
        assertThat(Ids.hex(ask.correlationId())).isEqualTo(TRACE);
    }

    @Test
    void an_ask_whose_caller_records_nothing_keeps_the_trace_and_is_not_recorded() {
        Ask ask = asks(1).of(headers("00-" + TRACE + '-' + SPAN + "-00"));

        assertThat(ask.recorded()).isFalse();
        assertThat(ask.correlationId()).startsWith("ask_");
        assertThat(Ids.hex(ask.correlationId())).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E473X-00f067aa0ba902b7-01"
            })
    void an_ask_without_a_caller_that_can_be_read_begins_a_trace(String header) {
        Ask ask = asks(1).of(headers(header));

        assertThat(ask.parent()).isNull();
        assertThat(ask.trace()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        assertThat(ask.recorded()).isTrue();
    }

    @Test
    void of_the_asks_that_begin_a_trace_the_ratio_is_recorded() {
        Asks asks = asks(0.25);

        long recorded = IntStream.range(0, 4_000)
                .mapToObj(i -> asks.of(new HttpHeaders()))
                .filter(Ask::recorded)
                .count();

        assertThat(recorded).isBetween(850L, 1_150L);
    }

    private static Asks asks(double ratio) {
        return new Asks(ratio, new Random(7));
    }

    private static HttpHeaders headers(String traceparent) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("traceparent", traceparent);
        return headers;
    }
}
