package studio.greenroom.saga.provider.openai;

import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.prompt.TaskOutput;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Texts by {@code POST /chat/completions}, the one that other vendors' compatible services have too. */
public final class OpenAiTexts implements TextProvider {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> WORDS = new TypeReference<>() {};

    private final OpenAi openAi;

    public OpenAiTexts(OpenAi openAi) {
        this.openAi = openAi;
    }

    @Override
    public String name() {
        return openAi.name();
    }

    @Override
    public String model() {
        return openAi.settings().textModel();
    }

    @Override
    public @Nullable Cost estimate(String model, GenerationRequested request) {
        return openAi.estimate(model, request);
    }

    @Override
    public void stop(Thread caller) {
        openAi.stop(caller);
    }

    @Override
    public TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout) {
        String words = request.prompt().user();
        ChatCompletionCreateParams params = params(request, words);
        return openAi.call(timeout, words, (client, time) -> {
            progress.accept(0);
            try (HttpResponseFor<ChatCompletion> response =
                    client.chat().completions().withRawResponse().create(params, time.options())) {
                ChatCompletion answer = OpenAi.read(response, ChatCompletion.class);
                progress.accept(1);
                return read(answer, request, OpenAiFaults.first(response.headers(), "x-request-id"));
            }
        });
    }

    private ChatCompletionCreateParams params(TextRequest request, String words) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(request.model())
                .addSystemMessage(request.prompt().system())
                .addUserMessage(words)
                .maxCompletionTokens(openAi.settings().maxTextTokens());
        Task task = request.task();
        return task == null
                ? params.build()
                : params.responseFormat(responseFormat(task)).build();
    }

    private static ResponseFormatJsonSchema responseFormat(Task task) {
        JsonSchema.Schema.Builder schema = JsonSchema.Schema.builder();
        JSON.readValue(task.output().strictJson(), WORDS)
                .forEach((word, value) -> schema.putAdditionalProperty(word, JsonValue.from(value)));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(JsonSchema.builder()
                        .name(task.name())
                        .strict(true)
                        .schema(schema.build())
                        .build())
                .build();
    }

    private TextAnswer read(ChatCompletion answer, TextRequest request, @Nullable String requestId) {
        Usage usage = answer.usage()
                .map(u -> new Usage(u.promptTokens(), u.completionTokens()))
                .orElse(null);
        Cost cost = openAi.cost(request.model(), usage);
        if (answer.choices().isEmpty()) {
            throw failure(FailureCode.INVALID_ANSWER, "The answer holds no text.", requestId, cost);
        }
        ChatCompletion.Choice choice = answer.choices().get(0);
        String refusal = choice.message().refusal().orElse(null);
        if (refusal != null && !refusal.isBlank()) {
            throw failure(FailureCode.CONTENT_REFUSED, refusal, requestId, cost);
        }
        switch (choice.finishReason().asString()) {
            case "content_filter" ->
                throw failure(FailureCode.CONTENT_REFUSED, "The text was withheld by a filter.", requestId, cost);
            case "length" ->
                throw failure(
                        FailureCode.ANSWER_TRUNCATED,
                        "The text was cut off at the limit of "
                                + openAi.settings().maxTextTokens() + " tokens.",
                        requestId,
                        cost);
            default -> {}
        }
        String text = choice.message().content().orElse("").strip();
        if (text.isEmpty()) {
            throw failure(FailureCode.INVALID_ANSWER, "The text is empty.", requestId, cost);
        }
        if (request.task() == null) {
            return new TextAnswer(fitting(text, request.maxLength()), null, usage, cost, requestId);
        }
        TaskOutput output = TaskOutput.read(request.task(), text);
        if (output instanceof TaskOutput.Typed typed) {
            return new TextAnswer(typed.main(), typed.json(), usage, cost, requestId);
        }
        throw failure(FailureCode.INVALID_ANSWER, ((TaskOutput.Broken) output).problem(), requestId, cost);
    }

    /** A longer text ends with its last whole sentence that fits. */
    static String fitting(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        String cut = text.substring(0, max);
        int end = Math.max(cut.lastIndexOf(". "), cut.lastIndexOf(".\n"));
        return end > max / 2 ? cut.substring(0, end + 1) : cut.substring(0, max - 1) + "…";
    }

    private static ProviderFailure failure(
            FailureCode code, String detail, @Nullable String requestId, @Nullable Cost cost) {
        return new ProviderFailure(code, detail, null, requestId, cost);
    }
}
