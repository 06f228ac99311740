package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.chat;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.testing.TextProviderContract;
import studio.greenroom.saga.testing.Wishes;
import studio.greenroom.saga.testing.openai.Faults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenAiTextsTest extends TextProviderContract {

    private final OnStub openAi = OnStub.with(0);

    OpenAiTextsTest() throws IOException {}

    @AfterEach
    void close() {
        openAi.close();
    }

    @Override
    protected TextProvider provider() {
        return openAi.texts;
    }

    @Override
    protected boolean stalls() {
        openAi.stub.then(Faults.silence());
        return true;
    }

    @Override
    protected boolean fails(String secret) {
        openAi.stub.then(status(500, error("No luck with key " + secret, null, null, null)));
        return true;
    }

    @Test
    void a_bio_is_written_from_the_persona_and_the_wish() {
        TextAnswer bio = openAi.write();

        JsonNode request = openAi.stub.requests.get(0);
        assertThat(request.propertyNames()).containsExactlyInAnyOrder("model", "messages", "max_completion_tokens");
        assertThat(request.path("messages").get(0).path("role").asString()).isEqualTo("system");
        assertThat(request.path("messages").get(1).path("content").asString())
                .contains("Nova Reyes", "synthwave", "She began in a garage.", "<words>Make it rain!</words>");
        assertThat(bio.text()).isEqualTo("She drives through the night.");
        assertThat(bio.usage()).isEqualTo(new Usage(50, 20));
        assertThat(bio.cost()).isEqualTo(new Cost(50 * 1 + 20 * 2, "USD", 3));
        assertThat(bio.requestId()).isEqualTo("req_stub");
    }

    @Test
    void a_task_is_asked_for_strictly_by_its_own_schema() {
        openAi.write(Wishes.TASK);

        JsonNode format = openAi.stub.requests.get(0).path("response_format");
        assertThat(format.path("type").asString()).isEqualTo("json_schema");
        assertThat(format.path("json_schema").path("name").asString()).isEqualTo("evolve-description");
        assertThat(format.path("json_schema").path("strict").asBoolean()).isTrue();
        assertThat(format.path("json_schema").path("schema"))
                .isEqualTo(new JsonMapper().readTree(Wishes.TASK.output().strictJson()));
    }

    @Test
    void a_bio_that_is_too_long_ends_with_its_last_whole_sentence() {
        openAi.stub.then(chat("She sings. ".repeat(300), "stop", null));

        assertThat(openAi.write().text()).hasSizeLessThanOrEqualTo(2_000).endsWith("She sings.");
    }

    @Test
    void a_refusal_is_refused_content_with_the_models_words() {
        openAi.stub.then(chat(null, "stop", "I can't help with that."));

        ProviderFailure failure = openAi.writeFails(Wishes.TASK);

        assertThat(failure.code()).isEqualTo(FailureCode.CONTENT_REFUSED);
        assertThat(failure.getMessage()).isEqualTo("I can't help with that.");
        assertThat(failure.cost()).isEqualTo(new Cost(90, "USD", 3));
    }

    @Test
    void a_filtered_text_is_refused_content() {
        openAi.stub.then(chat("", "content_filter", null));

        assertThat(openAi.writeFails(null).code()).isEqualTo(FailureCode.CONTENT_REFUSED);
    }

    @Test
    void an_answer_that_was_cut_off_is_not_asked_for_again_since_it_would_be_cut_off_again() {
        openAi.stub.then(chat("{\"description\":\"She drives thr", "length", null));

        ProviderFailure failure = openAi.writeFails(Wishes.TASK);

        assertThat(failure.code()).isEqualTo(FailureCode.ANSWER_TRUNCATED);
        assertThat(failure.code().retryable()).isFalse();
        assertThat(failure.getMessage()).contains("2000 tokens");
        assertThat(failure.cost()).isEqualTo(new Cost(90, "USD", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"She drives on.", "{\"description\":\"She drives on.\"}", "{\"description\":"})
    void an_answer_that_breaks_the_tasks_form_may_be_asked_for_again(String answer) {
        openAi.stub.then(chat(answer, "stop", null));

        ProviderFailure failure = openAi.writeFails(Wishes.TASK);

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(failure.code().retryable()).isTrue();
        assertThat(failure.getMessage()).doesNotContain("drives");
        assertThat(failure.cost()).isEqualTo(new Cost(90, "USD", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null}}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"  \"}}]}",
                "{\"choices\":[{\"finish_reason\":7,\"message\":{\"content\":[\"a\"]}}]}"
            })
    void an_answer_that_is_no_text_is_an_invalid_answer(String body) {
        openAi.stub.then(raw(200, "application/json", body));

        assertThat(openAi.writeFails(null).code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }
}
