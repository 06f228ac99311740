package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.bytes;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.moderated;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.testing.openai.Faults;

class ModerationTest {

    private final OnStub openAi = OnStub.moderated();

    ModerationTest() throws IOException {}

    @AfterEach
    void close() {
        openAi.close();
    }

    @Test
    void the_words_of_a_picture_and_of_a_text_are_moderated_before_they_are_used() {
        openAi.draw(512, 512);
        openAi.write();

        assertThat(openAi.stub.moderations).hasSize(2);
        assertThat(openAi.stub.moderations.get(0).path("input"))
                .isEqualTo(openAi.stub.requests.get(0).path("prompt"));
        assertThat(openAi.stub.moderations.get(1).path("input"))
                .isEqualTo(openAi.stub.requests.get(1).path("messages").get(1).path("content"));
        assertThat(openAi.stub.moderations.get(0).path("model").asString()).isEqualTo("omni-moderation-latest");
    }

    @Test
    void flagged_words_are_refused_by_their_categories_and_nothing_is_asked_for() {
        openAi.stub.thenModerate(moderated("violence/graphic", "self-harm", "brand-new"));

        ProviderFailure failure = openAi.drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.CONTENT_REFUSED);
        assertThat(failure.getMessage()).isEqualTo("Flagged by moderation: brand-new, self-harm, violence/graphic");
        assertThat(failure.cost()).isEqualTo(Cost.FREE);
        assertThat(openAi.stub.requests).isEmpty();
    }

    @Test
    void a_service_without_moderation_is_asked_once() {
        openAi.stub.thenModerate(raw(404, "text/plain", "404 page not found"));

        openAi.draw(512, 512);
        openAi.draw(512, 512);

        assertThat(openAi.stub.moderations).hasSize(1);
        assertThat(openAi.stub.requests).hasSize(2);
    }

    @Test
    void a_moderation_model_that_does_not_exist_is_no_service_without_moderation() {
        openAi.stub.thenModerate(
                status(404, error("No such model.", "invalid_request_error", null, "model_not_found")));

        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.REQUEST_REJECTED);
        assertThat(openAi.stub.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>It works!</html>",
                "",
                "null",
                "{}",
                "{\"results\":[]}",
                "{\"results\":[{}]}",
                "{\"results\":[{\"flagged\":\"perhaps\"}]}"
            })
    void a_moderation_that_can_not_be_read_lets_nothing_through(String body) {
        openAi.stub.thenModerate(raw(200, "application/json", body));

        assertThat(openAi.writeFails(null).code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(openAi.stub.requests).isEmpty();
    }

    @Test
    void a_moderation_that_asks_to_slow_down_is_a_rate_limit() {
        openAi.stub.thenModerate(
                status(429, error("Slow down.", null, null, "rate_limit_exceeded"), "Retry-After", "7"));

        ProviderFailure failure = openAi.drawFails();

        assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    /** It takes two thirds of the time, and so would the picture. */
    @Test
    void the_time_of_a_call_is_moderation_and_answer_together() {
        Duration timeout = Duration.ofMillis(2_000);
        openAi.write();
        openAi.stub.thenModerate((exchange, request) -> {
            Faults.pause(1_300);
            moderated().answer(exchange, request);
        });
        openAi.stub.then((exchange, request) -> {
            Faults.pause(1_300);
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(bytes(" "));
        });

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> openAi.write(null, timeout));

        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(openAi.stub.requests).as("the moderation was done in time").hasSize(2);
    }
}
