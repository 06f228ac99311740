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
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.provider.OutputForm;
import studio.greenroom.saga.provider.Prompts;
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
    public TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout) {
        String words = Prompts.bio(request);
        ChatCompletionCreateParams params = params(request, Prompts.bioInstructions(), words);
        progress.accept(0);
        return openAi.call(timeout, words, (client, time) -> {
            try (HttpResponseFor<ChatCompletion> response =
                    client.chat().completions().withRawResponse().create(params, time.options())) {
                ChatCompletion answer = OpenAi.read(response, ChatCompletion.class);
                progress.accept(1);
                return read(answer, request.form(), OpenAiFaults.first(response.headers(), "x-request-id"));
            }
        });
    }

    private ChatCompletionCreateParams params(TextRequest request, String instructions, String words) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(request.model())
                .addSystemMessage(instructions)
                .addUserMessage(words)
                .maxCompletionTokens(openAi.settings().maxTextTokens());
        OutputForm form = request.form();
        return form == null
                ? params.build()
                : params.responseFormat(responseFormat(form)).build();
    }

    private static ResponseFormatJsonSchema responseFormat(OutputForm form) {
        JsonSchema.Schema.Builder schema = JsonSchema.Schema.builder();
        JSON.convertValue(form.schema(), WORDS)
                .forEach((word, value) -> schema.putAdditionalProperty(word, JsonValue.from(value)));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(JsonSchema.builder()
                        .name(form.name())
                        .strict(true)
                        .schema(schema.build())
                        .build())
                .build();
    }

    private TextAnswer read(ChatCompletion answer, @Nullable OutputForm form, @Nullable String requestId) {
        Usage usage = answer.usage()
                .map(u -> new Usage(u.promptTokens(), u.completionTokens()))
                .orElse(null);
        Cost cost = openAi.cost(model, usage);
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
        String fault = form == null ? null : form.fault(text);
        if (fault != null) {
            throw failure(FailureCode.INVALID_ANSWER, fault, requestId, cost);
        }
        return new TextAnswer(form == null ? fitting(text) : text, usage, cost, requestId);
    }

    /** A longer bio ends with its last whole sentence that fits. */
    static String fitting(String text) {
        if (text.length() <= Persona.MAX_BIO) {
            return text;
        }
        String cut = text.substring(0, Persona.MAX_BIO);
        int end = Math.max(cut.lastIndexOf(". "), cut.lastIndexOf(".\n"));
        return end > Persona.MAX_BIO / 2 ? cut.substring(0, end + 1) : cut.substring(0, Persona.MAX_BIO - 1) + "…";
    }

    private static ProviderFailure failure(
            FailureCode code, String detail, @Nullable String requestId, @Nullable Cost cost) {
        return new ProviderFailure(code, detail, null, requestId, cost);
    }
}
