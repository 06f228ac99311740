package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.testing.openai.Faults;
import studio.greenroom.saga.testing.openai.Faults.Fault;
import studio.greenroom.saga.testing.openai.StubOpenAi;

/** Everything that can go wrong with a call, for each way of calling. */
class OpenAiFaultsTest {

    /** For what takes too long. */
    private static final Duration SHORT = Duration.ofMillis(1_200);

    private static final Duration SLACK = Duration.ofMillis(1_500);
    private static final long HEAP_GROWTH = 64 << 20;

    private enum Way {
        PICTURE,
        PICTURE_IN_A_STREAM,
        TEXT,
        MODERATION
    }

    static Stream<Object[]> every_fault_of_every_call_ends_in_its_code_and_in_time() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Faults.all(7).stream().map(fault -> new Object[] {way, fault}));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void every_fault_of_every_call_ends_in_its_code_and_in_time(Way way, Fault fault) throws IOException {
        try (OnStub openAi = on(way)) {
            if (way == Way.MODERATION) {
                openAi.stub.thenModerate(fault.script());
            } else {
                openAi.stub.then(fault.script());
            }
            Duration timeout = fault.code() == FailureCode.PROVIDER_TIMEOUT ? SHORT : OnStub.TIMEOUT;
            long start = System.nanoTime();

            ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> call(openAi, way, timeout));

            assertThat(failure.code()).isEqualTo(fault.code());
            if (fault.least() == null) {
                assertThat(failure.retryAfter()).isNull();
            } else {
                assertThat(failure.retryAfter()).isBetween(fault.least(), fault.most());
            }
            assertThat(since(start)).isLessThan(timeout.plus(SLACK));
            assertThat(openAi.stub.requests).as("nothing is asked for twice").hasSize(way == Way.MODERATION ? 0 : 1);
        }
    }

    @Test
    void a_stream_that_is_cut_is_an_unavailable_provider() throws IOException {
        try (OnStub openAi = OnStub.with(2)) {
            openAi.stub.then(Faults.cut("text/event-stream"));

            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void an_answer_without_end_is_not_kept(String contentType) throws IOException {
        try (OnStub openAi = OnStub.asConfigured(2)) {
            // Whatever is loaded with the first call stays.
            openAi.draw(512, 512);
            openAi.stub.then(Faults.body(contentType, 0));
            long before = usedHeap();

            ProviderFailure failure = openAi.drawFails();

            assertThat(usedHeap() - before).isLessThan(HEAP_GROWTH);
            assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
            assertThat(failure.getMessage()).contains("larger");
        }
    }

    @Test
    void nobody_at_the_address_is_an_unavailable_provider() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (OnStub openAi = OnStub.at("http://127.0.0.1:" + port + "/v1")) {
            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
    }

    @Test
    void a_connection_that_takes_too_long_is_given_up() throws IOException {
        try (StubOpenAi busy = StubOpenAi.busy();
                OnStub openAi = OnStub.at(busy.baseUrl())) {
            long start = System.nanoTime();

            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429,insufficient_quota,insufficient_quota,QUOTA_EXHAUSTED",
        "400,billing_limit_user_error,billing_hard_limit_reached,QUOTA_EXHAUSTED",
        "400,image_generation_user_error,moderation_blocked,CONTENT_REFUSED",
        "400,invalid_request_error,content_policy_violation,CONTENT_REFUSED",
        "400,invalid_request_error,unknown_parameter,REQUEST_REJECTED",
        "402,,,QUOTA_EXHAUSTED",
        "403,,unsupported_country_region_territory,BAD_CREDENTIALS",
        "404,invalid_request_error,model_not_found,REQUEST_REJECTED",
        "409,,,PROVIDER_UNAVAILABLE",
        "422,,,REQUEST_REJECTED",
        "500,server_error,,PROVIDER_UNAVAILABLE",
        "503,server_error,,PROVIDER_UNAVAILABLE"
    })
    void every_refusal_has_one_of_our_codes(int status, String type, String code, FailureCode expected)
            throws IOException {
        try (OnStub openAi = OnStub.with(2)) {
            openAi.stub.then(status(status, error("As it is.", type, null, code)));

            ProviderFailure failure = openAi.drawFails();

            assertThat(failure.code()).isEqualTo(expected);
            assertThat(failure.getMessage()).isEqualTo("As it is.");
            assertThat(failure.requestId()).isEqualTo("req_stub");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":400,\"message\":\"Numeric.\",\"status\":\"INVALID_ARGUMENT\"}}",
                "[{\"error\":{\"code\":400}}]",
                "{\"error\":\"just text\"}",
                "<html>Bad Gateway</html>",
                "",
                "{",
                "null",
                "{\"error\":{\"code\":{\"deep\":[]},\"type\":7,\"message\":[]}}"
            })
    void an_error_of_any_other_shape_goes_by_its_status(String body) throws IOException {
        try (OnStub openAi = OnStub.with(2)) {
            openAi.stub.then(raw(400, "application/json", body)).then(raw(502, "text/html", body));

            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.REQUEST_REJECTED);
            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
    }

    @Test
    void a_wrong_key_is_told_without_telling_the_key() throws IOException {
        try (OnStub openAi = OnStub.withKey("sk-wrong-0123456789abcdef0123456789abcdef")) {
            ProviderFailure failure = openAi.drawFails();

            assertThat(failure.code()).isEqualTo(FailureCode.BAD_CREDENTIALS);
            assertThat(failure.getMessage())
                    .startsWith("Incorrect API key provided")
                    .doesNotContain("0123456789");
        }
    }

    private static OnStub on(Way way) throws IOException {
        return switch (way) {
            case PICTURE, TEXT -> OnStub.with(0);
            case PICTURE_IN_A_STREAM -> OnStub.with(2);
            case MODERATION -> OnStub.moderated();
        };
    }

    private static void call(OnStub openAi, Way way, Duration timeout) {
        if (way == Way.TEXT) {
            openAi.write(null, timeout);
        } else {
            openAi.draw(OnStub.IMAGE_MODEL, 512, 512, done -> {}, timeout);
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
