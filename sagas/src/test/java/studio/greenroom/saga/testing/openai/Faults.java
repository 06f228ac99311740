package studio.greenroom.saga.testing.openai;

import static studio.greenroom.saga.testing.openai.OpenAiAnswers.base64;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.bytes;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.images;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;

/** Everything that can go wrong with a call once it is connected. */
public final class Faults {

    /**
     * @param least the shortest wait that the answer can be taken to ask for; null when it asks for none
     * @param most  the longest
     */
    public record Fault(
            String name,
            Script script,
            FailureCode code,
            @Nullable Duration least,
            @Nullable Duration most) {

        private Fault(String name, Script script, FailureCode code) {
            this(name, script, code, null, null);
        }

        private Fault(String name, Script script, FailureCode code, Duration wait) {
            this(name, script, code, wait, wait);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final long GIBIBYTE = 1 << 30;
    private static final byte[] CHUNK = new byte[1 << 16];

    static {
        Arrays.fill(CHUNK, (byte) 'A');
    }

    private Faults() {}

    /** @param seconds how long to wait, where an answer asks for a sensible time */
    public static List<Fault> all(int seconds) {
        Duration wait = Duration.ofSeconds(seconds);
        return List.of(
                new Fault("429 with seconds", limited(Integer.toString(seconds)), FailureCode.RATE_LIMITED, wait),
                new Fault(
                        "429 with a date",
                        (exchange, request) -> limited(in(seconds)).answer(exchange, request),
                        FailureCode.RATE_LIMITED,
                        wait.minusSeconds(1),
                        wait),
                new Fault(
                        "429 with an absurd wait",
                        limited("1e300"),
                        FailureCode.RATE_LIMITED,
                        Duration.ofDays(100_000),
                        FOR_EVER),
                new Fault("429 with a negative wait", limited("-7"), FailureCode.RATE_LIMITED),
                new Fault(
                        "429 without a wait",
                        status(429, error("Slow down.", null, null, null)),
                        FailureCode.RATE_LIMITED),
                new Fault(
                        "429 since nothing is left",
                        status(429, error("Pay.", "insufficient_quota", null, "insufficient_quota")),
                        FailureCode.QUOTA_EXHAUSTED),
                new Fault(
                        "a wrong key",
                        status(401, error("No.", "invalid_request_error", null, "invalid_api_key")),
                        FailureCode.BAD_CREDENTIALS),
                waiting(500, FailureCode.PROVIDER_UNAVAILABLE, seconds),
                waiting(503, FailureCode.PROVIDER_UNAVAILABLE, seconds),
                waiting(408, FailureCode.PROVIDER_TIMEOUT, seconds),
                waiting(409, FailureCode.PROVIDER_UNAVAILABLE, seconds),
                // Some HTTP clients take these as leave to ask again at once, on their own.
                waiting(503, FailureCode.PROVIDER_UNAVAILABLE, 0),
                waiting(408, FailureCode.PROVIDER_TIMEOUT, 0),
                new Fault(
                        "503 loading",
                        raw(503, "application/json", "{\"error\":\"Model is loading\",\"estimated_time\":20.0}"),
                        FailureCode.PROVIDER_UNAVAILABLE),
                new Fault("no answer", silence(), FailureCode.PROVIDER_TIMEOUT),
                new Fault("no end of an answer", headOnly(), FailureCode.PROVIDER_TIMEOUT),
                new Fault("a byte now and then", drip("application/json"), FailureCode.PROVIDER_TIMEOUT),
                new Fault("a byte of a stream now and then", drip("text/event-stream"), FailureCode.PROVIDER_TIMEOUT),
                new Fault(
                        "a connection cut within the answer",
                        cut("application/json"),
                        FailureCode.PROVIDER_UNAVAILABLE),
                new Fault(
                        "a connection cut before the answer",
                        (exchange, request) -> {},
                        FailureCode.PROVIDER_UNAVAILABLE),
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
                new Fault("an empty result", images(), FailureCode.INVALID_ANSWER),
                new Fault("wrong bytes", images(base64(bytes("no picture"))), FailureCode.INVALID_ANSWER),
                new Fault("half a picture", images(base64(halfAPicture())), FailureCode.INVALID_ANSWER),
                new Fault("a gibibyte", body("application/json", GIBIBYTE), FailureCode.INVALID_ANSWER),
                new Fault("an answer without end", body("application/json", 0), FailureCode.INVALID_ANSWER),
                new Fault("a redirect", redirect(), FailureCode.PROVIDER_UNAVAILABLE));
    }

    private static Script limited(String retryAfter) {
        return status(429, error("Slow down.", null, null, "rate_limit_exceeded"), "Retry-After", retryAfter);
    }

    private static Fault waiting(int status, FailureCode code, int seconds) {
        return new Fault(
                status + " with a wait of " + seconds + " s",
                status(status, error("Oops.", "server_error", null, null), "Retry-After", Integer.toString(seconds)),
                code,
                Duration.ofSeconds(seconds));
    }

    private static String in(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
    }

    private static byte[] halfAPicture() {
        try {
            byte[] whole = OpenAiAnswers.png(512, 512);
            return Arrays.copyOf(whole, whole.length / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No answer until the stub is closed. */
    public static Script silence() {
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

    public static Script cut(String contentType) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(bytes(contentType.endsWith("json") ? "{\"data\":[{" : "data: {\"type\":"));
            exchange.getResponseBody().flush();
        };
    }

    /** @param length as it is announced; 0 for one without end */
    public static Script body(String contentType, long length) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, length);
            OutputStream out = exchange.getResponseBody();
            byte[] begin = bytes(contentType.endsWith("json") ? "{\"x\":\"" : "data: {\"x\":\"");
            out.write(begin);
            for (long left = length - begin.length; length == 0 || left > 0; left -= CHUNK.length) {
                out.write(CHUNK, 0, length == 0 ? CHUNK.length : (int) Math.min(left, CHUNK.length));
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

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
