package studio.greenroom.saga.provider.openai;

import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenCompletedEvent;
import com.openai.models.images.ImageGenPartialImageEvent;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImagesResponse;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.ProviderFailure;

/** Reads one picture out of what the service sends, at once or in a stream. */
final class ImageReading {

    private final ImageRequest request;
    private final Onlooker onlooker;
    private final OpenAi openAi;
    private double told;

    ImageReading(ImageRequest request, Onlooker onlooker, OpenAi openAi) {
        this.request = request;
        this.onlooker = onlooker;
        this.openAi = openAi;
    }

    ImageAnswer plain(HttpResponse response) {
        ImagesResponse answer = OpenAi.read(response, ImagesResponse.class);
        String requestId = OpenAiFaults.first(response.headers(), "x-request-id");
        Usage usage = answer.usage()
                .map(u -> new Usage(u.inputTokens(), u.outputTokens()))
                .orElse(null);
        List<Image> images = answer.data().orElse(List.of());
        return picture(images.isEmpty() ? null : images.get(0).b64Json().orElse(null), usage, requestId);
    }

    /** A service that does not know of streams may answer as if none had been asked for. */
    ImageAnswer stream(HttpResponseFor<StreamResponse<ImageGenStreamEvent>> response) {
        String type = OpenAiFaults.first(response.headers(), "content-type");
        if (type == null || !type.startsWith("text/event-stream")) {
            return plain(response);
        }
        String requestId = OpenAiFaults.first(response.headers(), "x-request-id");
        try (StreamResponse<ImageGenStreamEvent> events = response.parse()) {
            for (Iterator<ImageGenStreamEvent> all = events.stream().iterator(); all.hasNext(); ) {
                ImageGenStreamEvent event = all.next();
                if (event.isGenerationCompleted()) {
                    return completed(event.asGenerationCompleted(), requestId);
                }
                event.generationPartialImage().ifPresent(this::preview);
            }
        }
        throw invalid("The stream ended without a picture.", requestId, null);
    }

    private ImageAnswer completed(ImageGenCompletedEvent event, @Nullable String requestId) {
        Usage usage = event._usage().isMissing() || event._usage().isNull()
                ? null
                : new Usage(event.usage().inputTokens(), event.usage().outputTokens());
        return picture(event.b64Json(), usage, requestId);
    }

    /** One that can not be shown is passed over: it is not what was asked for. */
    private void preview(ImageGenPartialImageEvent event) {
        told = Math.max(
                told,
                Math.min(
                        1,
                        (event.partialImageIndex() + 1.0) / (openAi.settings().partialImages() + 1)));
        onlooker.progress(told);
        byte[] bytes = bytes(event.b64Json());
        PictureFile file = bytes == null ? null : PictureFile.read(bytes);
        if (bytes != null && file != null) {
            onlooker.preview(bytes, file.mediaType());
        }
    }

    private ImageAnswer picture(@Nullable String base64, @Nullable Usage usage, @Nullable String requestId) {
        Cost cost = openAi.cost(request.model(), usage);
        if (base64 == null) {
            throw invalid("The answer holds no picture.", requestId, cost);
        }
        byte[] bytes = bytes(base64);
        if (bytes == null) {
            throw invalid("The picture is not base64.", requestId, cost);
        }
        PictureFile file = PictureFile.read(bytes);
        if (file == null) {
            throw invalid("The bytes are no whole picture.", requestId, cost);
        }
        onlooker.progress(1);
        return new ImageAnswer(
                bytes,
                file.mediaType(),
                file.width(),
                file.height(),
                file.dominantColour(),
                request.altText(),
                null,
                usage,
                cost,
                requestId);
    }

    private static byte @Nullable [] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ProviderFailure invalid(String detail, @Nullable String requestId, @Nullable Cost cost) {
        return new ProviderFailure(FailureCode.INVALID_ANSWER, detail, null, requestId, cost);
    }
}
