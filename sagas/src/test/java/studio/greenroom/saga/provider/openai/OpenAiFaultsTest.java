package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.bytes;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;

/** Everything that can go wrong with a call, for each way of calling. */
class OpenAiFaultsTest {

    /** For what takes too long. */
    private static final Duration SHORT = Duration.ofMillis(1_200);

    private static final Duration SLACK = Duration.ofMillis(1_500);
    private static final long HEAP_GROWTH = 64 << 20;
    private static final byte[] CHUNK = new byte[1 << 16];

    static {
        Arrays.fill(CHUNK, (byte) 'A');
    }

    /** @param told what the failure says about the wait that was asked for */
    private record Fault(String name, Script script, FailureCode code, Predicate<Duration> told) {

        Fault(String name, Script script, FailureCode code) {
            this(name, script, code, wait -> wait == null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private enum Way {
        PICTURE,
        PICTURE_IN_A_STREAM,
        TEXT,
        MODERATION
    }

    private static final List<Fault> FAULTS = List.of(
            limited("429 with seconds", "7", wait -> wait.equals(Duration.ofSeconds(7))),
            new Fault(
                    "429 with a date",
                    (exchange, request) -> limited(inAMinute()).answer(exchange, request),
                    FailureCode.RATE_LIMITED,
                    wait -> wait.toSeconds() >= 55 && wait.toSeconds() <= 61),
            limited("429 with an absurd wait", "1e300", wait -> wait.toDays() > 100_000),
            limited("429 with a negative wait", "-7", wait -> wait == null),
            new Fault(
                    "429 without a wait", status(429, error("Slow down.", null, null, null)), FailureCode.RATE_LIMITED),
            waiting(500, FailureCode.PROVIDER_UNAVAILABLE),
            waiting(503, FailureCode.PROVIDER_UNAVAILABLE),
            waiting(408, FailureCode.PROVIDER_TIMEOUT),
            waiting(409, FailureCode.PROVIDER_UNAVAILABLE),
            new Fault(
                    "503 loading",
                    raw(503, "application/json", "{\"error\":\"Model is loading\",\"estimated_time\":20.0}"),
                    FailureCode.PROVIDER_UNAVAILABLE),
            new Fault("no answer", silence(), FailureCode.PROVIDER_TIMEOUT),
            new Fault("no end of an answer", headOnly(), FailureCode.PROVIDER_TIMEOUT),
            new Fault("a byte now and then", drip("application/json"), FailureCode.PROVIDER_TIMEOUT),
            new Fault("a byte of a stream now and then", drip("text/event-stream"), FailureCode.PROVIDER_TIMEOUT),
            new Fault("a connection cut within the answer", cut("application/json"), FailureCode.PROVIDER_UNAVAILABLE),
            new Fault(
                    "a connection cut before the answer", (exchange, request) -> {}, FailureCode.PROVIDER_UNAVAILABLE),
            new Fault("malformed JSON", raw(200, "application/json", "{\"data\":["), FailureCode.INVALID_ANSWER),
            new Fault("no JSON", raw(200, "text/html", "<html>It works!</html>"), FailureCode.INVALID_ANSWER),
            new Fault("nothing", raw(200, "application/json", ""), FailureCode.INVALID_ANSWER),
            new Fault("null", raw(200, "application/json", "null"), FailureCode.INVALID_ANSWER),
            new Fault("a list", raw(200, "application/json", "[]"), FailureCode.INVALID_ANSWER),
            new Fault("an empty object", raw(200, "application/json", "{}"), FailureCode.INVALID_ANSWER),
            new Fault(
                    "200 with an error inside",
                    raw(200, "application/json", "{\"error\":{\"message\":\"Upstream failed\",\"code\":502}}"),
                    FailureCode.PROVIDER_UNAVAILABLE),
            new Fault(
                    "200 with a rate limit inside",
                    raw(200, "application/json", "{\"error\":{\"message\":\"Slow down\",\"code\":429}}"),
                    FailureCode.RATE_LIMITED),
            new Fault(
                    "200 with an error in words inside",
                    raw(200, "application/json", "{\"error\":\"Something broke\"}"),
                    FailureCode.PROVIDER_UNAVAILABLE),
            new Fault("an answer without end", endless("application/json"), FailureCode.INVALID_ANSWER),
            new Fault("a redirect", redirect(), FailureCode.PROVIDER_UNAVAILABLE));

    static Stream<Object[]> every_fault_of_every_call_ends_in_its_code_and_in_time() {
        return Arrays.stream(Way.values()).flatMap(way -> FAULTS.stream().map(fault -> new Object[] {way, fault}));
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
            assertThat(failure.retryAfter()).matches(fault.told());
            assertThat(since(start)).isLessThan(timeout.plus(SLACK));
            assertThat(openAi.stub.requests).as("nothing is asked for twice").hasSize(way == Way.MODERATION ? 0 : 1);
        }
    }

    @Test
    void a_stream_that_is_cut_is_an_unavailable_provider() throws IOException {
        try (OnStub openAi = OnStub.with(2)) {
            openAi.stub.then(cut("text/event-stream"));

            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void an_answer_without_end_is_not_kept(String contentType) throws IOException {
        try (OnStub openAi = OnStub.asConfigured(2)) {
            // Whatever is loaded with the first call stays.
            openAi.draw(512, 512);
            openAi.stub.then(endless(contentType));
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

    /** Its queue is full, so that nobody picks up. */
    @Test
    void a_connection_that_takes_too_long_is_given_up() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OnStub openAi = OnStub.at("http://127.0.0.1:" + busy.getLocalPort() + "/v1")) {
            for (int i = 0; i < 2; i++) {
                queue.add(new Socket(InetAddress.getLoopbackAddress(), busy.getLocalPort()));
            }
            long start = System.nanoTime();

            assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
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

    private static Fault limited(String name, String retryAfter, Predicate<Duration> told) {
        return new Fault(name, limited(retryAfter), FailureCode.RATE_LIMITED, told);
    }

    private static Script limited(String retryAfter) {
        return status(429, error("Slow down.", null, null, "rate_limit_exceeded"), "Retry-After", retryAfter);
    }

    private static Fault waiting(int status, FailureCode code) {
        return new Fault(
                status + " with seconds",
                status(status, error("Oops.", "server_error", null, null), "Retry-After", "3"),
                code,
                wait -> wait.equals(Duration.ofSeconds(3)));
    }

    private static String inAMinute() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
    }

    /** No answer until the stub is closed. */
    static Script silence() {
        return (exchange, request) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static Script headOnly() {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            silence().answer(exchange, request);
        };
    }

    /** Never so slow that a read times out, and never done. */
    private static Script drip(String contentType) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                pause(100);
            }
        };
    }

    private static Script cut(String contentType) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(bytes(contentType.endsWith("json") ? "{\"data\":[{" : "data: {\"type\":"));
            exchange.getResponseBody().flush();
        };
    }

    private static Script endless(String contentType) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes(contentType.endsWith("json") ? "{\"x\":\"" : "data: {\"x\":\""));
            while (!Thread.currentThread().isInterrupted()) {
                out.write(CHUNK);
            }
        };
    }

    private static Script redirect() {
        return (exchange, request) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(307, -1);
        };
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
