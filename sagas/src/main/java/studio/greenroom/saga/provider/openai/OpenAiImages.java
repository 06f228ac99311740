package studio.greenroom.saga.provider.openai;

import com.openai.core.http.HttpResponseFor;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Prompts;
import studio.greenroom.saga.provider.ProviderFailure;

/** Pictures by {@code POST /images/generations}. */
public final class OpenAiImages implements ImageProvider {

    private final OpenAi openAi;

    public OpenAiImages(OpenAi openAi) {
        this.openAi = openAi;
    }

    @Override
    public String name() {
        return OpenAi.NAME;
    }

    @Override
    public String model() {
        return openAi.settings().imageModel();
    }

    @Override
    public @Nullable Cost estimate(String model, GenerationRequested request) {
        return openAi.estimate(model, request);
    }

    @Override
    public ImageAnswer draw(ImageRequest request, DoubleConsumer progress, Duration timeout) {
        ImageGenerateParams params = params(request);
        progress.accept(0);
        return openAi.call(timeout, (client, options) -> {
            try (HttpResponseFor<ImagesResponse> response =
                    client.images().withRawResponse().generate(params, options)) {
                String requestId = OpenAiFaults.first(response.headers(), "x-request-id");
                ImagesResponse answer = response.parse();
                progress.accept(1);
                return read(request, answer, requestId);
            }
        });
    }

    private ImageGenerateParams params(ImageRequest request) {
        ImageGenerateParams.Builder params = ImageGenerateParams.builder()
                .model(request.model())
                .prompt(Prompts.image(request))
                .n(1)
                .size(ImageSize.of(request.model(), request.width(), request.height()))
                .outputFormat(ImageGenerateParams.OutputFormat.PNG)
                .safetyIdentifier(Ids.derived("usr", request.owner()));
        String quality = openAi.settings().imageQuality();
        return quality.isEmpty()
                ? params.build()
                : params.quality(ImageGenerateParams.Quality.of(quality)).build();
    }

    private ImageAnswer read(ImageRequest request, ImagesResponse answer, @Nullable String requestId) {
        Usage usage = answer.usage()
                .map(u -> new Usage(u.inputTokens(), u.outputTokens()))
                .orElse(null);
        Cost cost = openAi.cost(request.model(), usage);
        List<Image> images = answer.data().orElse(List.of());
        String base64 = images.isEmpty() ? null : images.get(0).b64Json().orElse(null);
        if (base64 == null) {
            throw invalid("The answer holds no picture.", requestId, cost);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw invalid("The picture is not base64.", requestId, cost);
        }
        PictureFile file = PictureFile.read(bytes);
        if (file == null) {
            throw invalid("The bytes are no whole picture.", requestId, cost);
        }
        return new ImageAnswer(
                bytes,
                file.mediaType(),
                file.width(),
                file.height(),
                file.dominantColour(),
                Prompts.altText(request.persona(), request.prompt()),
                null,
                usage,
                cost,
                requestId);
    }

    private static ProviderFailure invalid(String detail, @Nullable String requestId, @Nullable Cost cost) {
        return new ProviderFailure(FailureCode.INVALID_ANSWER, detail, null, requestId, cost);
    }
}
