package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final String NOW = "Mon, 30 Nov 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After-Ms|1500|1500",
                "Retry-After-Ms|0|0",
                "Retry-After-Ms|-1500|",
                "Retry-After-Ms|NaN|",
                "Retry-After-Ms|1e300|9223372036854775807",
                "Retry-After|7|7000",
                "Retry-After|0.5|500",
                "Retry-After|' 7 '|7000",
                "Retry-After|soon|",
                "Retry-After|''|",
                "Retry-After|-3|",
                "Retry-After|NaN|",
                "Retry-After|1.2.3|",
                "Retry-After|1e300|9223372036854775807",
                "Retry-After|99999999999999999999999|9223372036854775807",
                "Retry-After|Mon, 30 Nov 2026 12:01:30 GMT|90000",
                "Retry-After|Mon, 30 Nov 2026 13:01:30 +0100|90000",
                "Retry-After|Thu, 01 Jan 1970 00:00:00 GMT|0",
                "Retry-After|Fri, 31 Dec 9999 23:59:59 GMT|251606260799000",
                "Retry-After|Mon, 31 Feb 2026 12:01:30 GMT|",
                "Retry-After|2026-11-30T12:01:30Z|"
            })
    void every_spelling_of_a_wait_is_understood_or_passed_over(String header, String value, Long millis) {
        Duration wait = RetryAfter.of(Headers.builder()
                .put("Date", NOW)
                .put(header, value == null ? "" : value)
                .build());

        assertThat(wait == null ? null : wait.toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"nonsense,7000", "250,250"})
    void milliseconds_go_before_seconds_when_they_can_be_read(String millis, long expected) {
        Duration wait = RetryAfter.of(Headers.builder()
                .put("Retry-After-Ms", millis)
                .put("Retry-After", "7")
                .build());

        assertThat(wait).isEqualTo(Duration.ofMillis(expected));
    }

    @ParameterizedTest
    @CsvSource({"''", "yesterday"})
    void a_date_says_nothing_when_the_server_does_not_tell_its_own(String now) {
        assertThat(RetryAfter.of(Headers.builder()
                        .put("Date", now)
                        .put("Retry-After", NOW)
                        .build()))
                .isNull();
    }
}
