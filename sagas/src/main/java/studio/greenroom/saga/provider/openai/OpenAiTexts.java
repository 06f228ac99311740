package studio.greenroom.saga.provider.openai;

import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.provider.Prompts;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** Bios by {@code POST /chat/completions}, the one that other vendors' compatible services have too. */
public final class OpenAiTexts implements TextProvider {

    private final OpenAi openAi;

    public OpenAiTexts(OpenAi openAi) {
        this.openAi = openAi;
    }

    @Override
    public String name() {
        return OpenAi.NAME;
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
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(request.model())
                .addSystemMessage(Prompts.bioInstructions())
                .addUserMessage(Prompts.bio(request))
                .maxCompletionTokens(openAi.settings().maxTextTokens())
                .build();
        progress.accept(0);
        return openAi.call(timeout, (client, options) -> {
            try (HttpResponseFor<ChatCompletion> response =
                    client.chat().completions().withRawResponse().create(params, options)) {
                String requestId = OpenAiFaults.first(response.headers(), "x-request-id");
                ChatCompletion answer = response.parse();
                progress.accept(1);
                return read(request.model(), answer, requestId);
            }
        });
    }

    private TextAnswer read(String model, ChatCompletion answer, @Nullable String requestId) {
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
                        FailureCode.INVALID_ANSWER,
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
        return new TextAnswer(fitting(text), usage, cost, requestId);
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
