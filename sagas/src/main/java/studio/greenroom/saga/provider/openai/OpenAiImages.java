package studio.greenroom.saga.provider.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Onlooker;

/** Pictures by {@code POST /images/generations}, streamed with partial pictures where the service can. */
public final class OpenAiImages implements ImageProvider {

    private static final Pattern STREAMING = Pattern.compile("\\b(stream|streaming|partial_images)\\b");

    private final OpenAi openAi;
    /** The service refused to stream, and did not refuse without. */
    private volatile boolean plainOnly;

    public OpenAiImages(OpenAi openAi) {
        this.openAi = openAi;
    }

    @Override
    public String name() {
        return openAi.name();
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
    public void stop(Thread caller) {
        openAi.stop(caller);
    }

    @Override
    public ImageAnswer draw(ImageRequest request, Onlooker onlooker, Duration timeout) {
        String words = request.prompt().forModel(false).positive();
        ImageReading reading = new ImageReading(request, onlooker, openAi);
        return openAi.call(timeout, words, (client, time) -> {
            onlooker.progress(0);
            if (openAi.settings().partialImages() == 0 || plainOnly) {
                return plain(client, time, params(request, words), reading);
            }
            try {
                return streamed(client, time, params(request, words), reading);
            } catch (OpenAIServiceException e) {
                if (!OpenAiFaults.refusedFor(e, STREAMING)) {
                    throw e;
                }
            }
            ImageAnswer answer = plain(client, time, params(request, words), reading);
            plainOnly = true;
            return answer;
        });
    }

    private static ImageAnswer plain(
            OpenAIClient client, OpenAi.Time time, ImageGenerateParams.Builder params, ImageReading reading) {
        try (HttpResponseFor<ImagesResponse> response =
                client.images().withRawResponse().generate(params.build(), time.options())) {
            return reading.plain(response);
        }
    }

    private ImageAnswer streamed(
            OpenAIClient client, OpenAi.Time time, ImageGenerateParams.Builder params, ImageReading reading) {
        ImageGenerateParams streaming =
                params.partialImages(openAi.settings().partialImages()).build();
        try (HttpResponseFor<StreamResponse<ImageGenStreamEvent>> response =
                client.images().withRawResponse().generateStreaming(streaming, time.options())) {
            return reading.stream(response);
        }
    }

    private ImageGenerateParams.Builder params(ImageRequest request, String words) {
        ImageGenerateParams.Builder params = ImageGenerateParams.builder()
                .model(request.model())
                .prompt(words)
                .n(1)
                .size(ImageSize.of(request.model(), request.width(), request.height()))
                .outputFormat(ImageGenerateParams.OutputFormat.PNG)
                .safetyIdentifier(Ids.derived("usr", request.owner()));
        String quality = openAi.settings().imageQuality();
        return quality.isEmpty() ? params : params.quality(ImageGenerateParams.Quality.of(quality));
    }
}
