package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.provider.openai.StubOpenAi.KEY;
import static studio.greenroom.saga.provider.openai.StubOpenAi.bytes;
import static studio.greenroom.saga.provider.openai.StubOpenAi.chat;
import static studio.greenroom.saga.provider.openai.StubOpenAi.error;
import static studio.greenroom.saga.provider.openai.StubOpenAi.images;
import static studio.greenroom.saga.provider.openai.StubOpenAi.raw;
import static studio.greenroom.saga.provider.openai.StubOpenAi.status;
import static studio.greenroom.saga.testing.FakeAggregates.NOVA;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.saga.provider.Details;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextRequest;
import tools.jackson.databind.JsonNode;

class OpenAiTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final StubOpenAi stub = new StubOpenAi();
    private OpenAi openAi = openAi(KEY, 1 << 20);

    OpenAiTest() throws IOException {}

    @AfterEach
    void close() {
        openAi.close();
        stub.close();
    }

    @Test
    void a_picture_is_asked_for_in_words_and_size_and_comes_back_verified() {
        ImageAnswer picture = draw(512, 768);

        JsonNode request = stub.requests.get(0);
        assertThat(request.propertyNames())
                .containsExactlyInAnyOrder("model", "prompt", "n", "size", "output_format", "safety_identifier");
        assertThat(request.path("size").asString()).isEqualTo("512x768");
        assertThat(request.path("prompt").asString())
                .containsSubsequence("neon noir", "Nova Reyes", "restless", "Make it rain", "real people");
        assertThat(request.path("safety_identifier").asString()).isNotEqualTo(OWNER);
        assertThat(picture.mediaType()).isEqualTo("image/png");
        assertThat(picture.width()).isEqualTo(512);
        assertThat(picture.height()).isEqualTo(768);
        assertThat(picture.dominantColour()).isEqualTo(0x204060);
        assertThat(picture.usage()).isEqualTo(new Usage(100, 1_000));
        assertThat(picture.requestId()).isEqualTo("req_stub");
        assertThat(picture.seed()).isNull();
    }

    @Test
    void a_cost_follows_from_the_tokens_and_the_price_list() {
        ImageAnswer picture = draw(512, 512);

        assertThat(picture.cost()).isEqualTo(new Cost(100 * 5 + 1_000 * 30, "USD", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2,264,264,272x272",
        "gpt-image-2,256,2048,688x2048",
        "gpt-image-2,2048,256,2048x688",
        "gpt-image-2,1024,1024,1024x1024",
        "gpt-image-1.5,1024,1024,1024x1024",
        "gpt-image-1-mini,2048,512,1536x1024",
        "gpt-image-1.5,512,1024,1024x1536"
    })
    void a_size_that_a_model_does_not_know_is_asked_for_as_the_next_one(
            String model, int width, int height, String asked) {
        draw(model, width, height);

        assertThat(stub.requests.get(0).path("size").asString()).isEqualTo(asked);
    }

    @Test
    void a_bio_is_written_from_the_persona_and_the_wish() {
        TextAnswer bio = write();

        JsonNode request = stub.requests.get(0);
        assertThat(request.propertyNames()).containsExactlyInAnyOrder("model", "messages", "max_completion_tokens");
        assertThat(request.path("messages").get(0).path("role").asString()).isEqualTo("system");
        assertThat(request.path("messages").get(1).path("content").asString())
                .contains("Nova Reyes", "synthwave", "She began in a garage.", "<words>Make it rain</words>");
        assertThat(bio.text()).isEqualTo("She drives through the night.");
        assertThat(bio.usage()).isEqualTo(new Usage(50, 20));
        assertThat(bio.cost()).isEqualTo(new Cost(128, "USD", 1));
        assertThat(bio.requestId()).isEqualTo("req_stub");
    }

    @Test
    void a_bio_that_is_too_long_ends_with_its_last_whole_sentence() {
        stub.then(chat("She sings. ".repeat(300), "stop", null));

        assertThat(write().text()).hasSizeLessThanOrEqualTo(2_000).endsWith("She sings.");
    }

    @Test
    void a_rate_limit_is_told_with_the_wait_that_was_asked_for() {
        stub.then(status(429, error("Slow down.", null, null, "rate_limit_exceeded"), "Retry-After", "7"));

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure.requestId()).isEqualTo("req_stub");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After-Ms|1500|1500",
                "Retry-After|0.5|500",
                "Retry-After|soon|",
                "Retry-After|-3|",
                "Retry-After|99999999999999999999999|9223372036854775807"
            })
    void every_spelling_of_a_wait_is_understood_or_passed_over(String header, String value, Long millis) {
        stub.then(status(429, error("Slow down.", null, null, "rate_limit_exceeded"), header, value));

        Duration wait = drawFails().retryAfter();

        assertThat(wait == null ? null : wait.toMillis()).isEqualTo(millis);
    }

    @Test
    void a_rate_limit_may_say_nothing_about_the_wait() {
        stub.then(status(429, error("Slow down.", null, null, "rate_limit_exceeded")));

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void no_call_is_repeated_by_the_sdk() {
        stub.then(status(500, error("Oops.", "server_error", null, null)));

        drawFails();

        assertThat(stub.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429,insufficient_quota,insufficient_quota,QUOTA_EXHAUSTED",
        "400,billing_limit_user_error,billing_hard_limit_reached,QUOTA_EXHAUSTED",
        "400,image_generation_user_error,moderation_blocked,CONTENT_REFUSED",
        "400,invalid_request_error,content_policy_violation,CONTENT_REFUSED",
        "400,invalid_request_error,unknown_parameter,REQUEST_REJECTED",
        "403,,unsupported_country_region_territory,BAD_CREDENTIALS",
        "404,invalid_request_error,model_not_found,REQUEST_REJECTED",
        "409,,,PROVIDER_UNAVAILABLE",
        "422,,,REQUEST_REJECTED",
        "500,server_error,,PROVIDER_UNAVAILABLE",
        "503,server_error,,PROVIDER_UNAVAILABLE"
    })
    void every_refusal_has_one_of_our_codes(int status, String type, String code, FailureCode expected) {
        stub.then(status(status, error("As it is.", type, null, code)));

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.getMessage()).isEqualTo("As it is.");
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
    void an_error_of_any_other_shape_goes_by_its_status(String body) {
        stub.then(raw(400, "application/json", bytes(body))).then(raw(502, "text/html", bytes(body)));

        assertThat(drawFails().code()).isEqualTo(FailureCode.REQUEST_REJECTED);
        assertThat(drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void a_wrong_key_is_told_without_telling_the_key() {
        openAi.close();
        openAi = openAi("sk-wrong-0123456789abcdef0123456789abcdef", 1 << 20);

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_CREDENTIALS);
        assertThat(failure.getMessage())
                .startsWith("Incorrect API key provided")
                .doesNotContain("0123456789");
    }

    @Test
    void a_model_that_was_retired_is_a_rejected_request() {
        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> draw("gpt-image-1", 1024, 1024));

        assertThat(failure.code()).isEqualTo(FailureCode.REQUEST_REJECTED);
    }

    @Test
    void an_answer_that_takes_too_long_is_given_up() {
        stub.then((exchange, request) -> {
            sleep(3_000);
            StubOpenAi.json(exchange, 200, Map.of());
        });
        long start = System.nanoTime();

        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class,
                () -> new OpenAiImages(openAi)
                        .draw(request("gpt-image-2", 512, 512), done -> {}, Duration.ofMillis(500)));

        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void an_answer_that_drips_is_given_up_too() {
        stub.then((exchange, request) -> {
            exchange.sendResponseHeaders(200, 1_000);
            for (int i = 0; i < 30; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                sleep(100);
            }
        });

        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class,
                () -> new OpenAiImages(openAi)
                        .draw(request("gpt-image-2", 512, 512), done -> {}, Duration.ofMillis(500)));

        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
    }

    @Test
    void a_connection_that_breaks_within_the_answer_is_an_unavailable_provider() {
        stub.then((exchange, request) -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(bytes("{\"created\":1,\"data\":[{\"b64_json\":\"AAAA"));
            exchange.getResponseBody().flush();
        });

        assertThat(drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void nobody_at_the_address_is_an_unavailable_provider() {
        stub.close();

        assertThat(drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void a_redirect_is_not_followed() {
        stub.then((exchange, request) -> {
            exchange.getResponseHeaders().set("Location", stub.baseUrl() + "/images/generations");
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(stub.requests).hasSize(1);
    }

    @Test
    void an_answer_larger_than_the_bound_is_not_read() {
        stub.then(images("A".repeat(2 << 20)));

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(failure.getMessage()).contains("larger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>It works!</html>",
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":[null]}",
                "{\"data\":[{}]}",
                "{\"data\":{}}",
                "{\"data\":[{\"b64_json\":7}]}",
                "{\"data\":[{\"url\":\"http://127.0.0.1/x.png\"}]}",
                "{\"data\":[{\"b64_json\":\"not base64!\"}]}",
                "{\"data\":[{\"b64_json\":\"\"}]}",
                "{\"data\":[{\"b64_json\":\"QUFBQQ==\"}],\"usage\":\"much\"}"
            })
    void an_answer_that_is_no_picture_is_an_invalid_answer(String body) {
        stub.then(raw(200, body.startsWith("<") ? "text/html" : "application/json", bytes(body)));

        assertThat(drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }

    @Test
    void a_torn_picture_is_an_invalid_answer_that_was_paid_for() throws IOException {
        byte[] png = StubOpenAi.png(512, 512);
        stub.then(images(Base64.getEncoder().encodeToString(Arrays.copyOf(png, png.length / 2))));

        ProviderFailure failure = drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(failure.cost()).isEqualTo(new Cost(40_500, "USD", 3));
    }

    @Test
    void a_refusal_is_refused_content_with_the_models_words() {
        stub.then(chat(null, "stop", "I can't help with that."));

        ProviderFailure failure = writeFails();

        assertThat(failure.code()).isEqualTo(FailureCode.CONTENT_REFUSED);
        assertThat(failure.getMessage()).isEqualTo("I can't help with that.");
        assertThat(failure.cost()).isNotNull();
    }

    @Test
    void a_filtered_text_is_refused_content() {
        stub.then(chat("", "content_filter", null));

        assertThat(writeFails().code()).isEqualTo(FailureCode.CONTENT_REFUSED);
    }

    @Test
    void a_text_that_was_cut_off_is_an_invalid_answer() {
        stub.then(chat("She drives thr", "length", null));

        ProviderFailure failure = writeFails();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(failure.getMessage()).contains("cut off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>It works!</html>",
                "",
                "null",
                "[]",
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null}}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"  \"}}]}",
                "{\"choices\":[{\"finish_reason\":7,\"message\":{\"content\":[\"a\"]}}]}"
            })
    void an_answer_that_is_no_text_is_an_invalid_answer(String body) {
        stub.then(raw(200, "application/json", bytes(body)));

        assertThat(writeFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }

    @Test
    void a_detail_is_one_short_line_without_secrets() {
        String detail = Details.of("Authorization: Bearer abc.def\napi_key=hunter2secret sk-proj-abcdefghijkl "
                + "AIzaSyA1234567890123456789012345678901 " + "and so on ".repeat(100));

        assertThat(detail)
                .hasSizeLessThanOrEqualTo(Details.MAX_LENGTH)
                .doesNotContain("abc.def", "hunter2", "abcdefghijkl", "AIzaSy", "\n")
                .contains("and so on");
    }

    private ImageAnswer draw(int width, int height) {
        return draw("gpt-image-2", width, height);
    }

    private ImageAnswer draw(String model, int width, int height) {
        return new OpenAiImages(openAi).draw(request(model, width, height), done -> {}, TIMEOUT);
    }

    private ProviderFailure drawFails() {
        return catchThrowableOfType(ProviderFailure.class, () -> draw(512, 512));
    }

    private TextAnswer write() {
        return new OpenAiTexts(openAi)
                .write(new TextRequest("gpt-5.4-mini", NOVA, "Make it rain", 42), done -> {}, TIMEOUT);
    }

    private ProviderFailure writeFails() {
        return catchThrowableOfType(ProviderFailure.class, this::write);
    }

    private static ImageRequest request(String model, int width, int height) {
        return new ImageRequest(model, OWNER, NOVA, "Make it rain", 42, width, height);
    }

    private OpenAi openAi(String key, long maxAnswer) {
        ProviderSettings.OpenAi settings = new ProviderSettings.OpenAi(
                key, stub.baseUrl(), "gpt-image-2", "gpt-5.4-mini", "", 2_000, Duration.ofSeconds(5), maxAnswer);
        return new OpenAi(settings, PriceList.comingAlong());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
