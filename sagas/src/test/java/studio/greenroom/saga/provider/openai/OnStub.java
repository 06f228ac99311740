package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.FakeAggregates.NOVA;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;

import java.io.IOException;
import java.time.Duration;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.OutputForm;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextRequest;
import studio.greenroom.saga.testing.openai.StubOpenAi;

/** OpenAI's client and the stub that it talks to. */
final class OnStub implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final String IMAGE_MODEL = "gpt-image-2";
    static final String TEXT_MODEL = "gpt-5.4-mini";
    private static final ProviderSettings.Prices PRICES =
            new ProviderSettings.Prices("USD", 3, 1_000_000, 2_000_000, 5_000_000, 40_000_000);

    final StubOpenAi stub = new StubOpenAi();
    final OpenAi openAi;
    final OpenAiImages images;
    final OpenAiTexts texts;

    private OnStub(String baseUrl, String key, int partialImages, boolean moderation, long maxAnswer)
            throws IOException {
        openAi = new OpenAi(new ProviderSettings.OpenAi(
                key,
                baseUrl == null ? stub.baseUrl() : baseUrl,
                IMAGE_MODEL,
                TEXT_MODEL,
                "",
                partialImages,
                moderation,
                "omni-moderation-latest",
                2_000,
                Duration.ofMillis(500),
                maxAnswer,
                PRICES));
        images = new OpenAiImages(openAi);
        texts = new OpenAiTexts(openAi);
    }

    /** Without moderation; answers may have a megabyte. */
    static OnStub with(int partialImages) throws IOException {
        return new OnStub(null, StubOpenAi.KEY, partialImages, false, 1 << 20);
    }

    static OnStub moderated() throws IOException {
        return new OnStub(null, StubOpenAi.KEY, 0, true, 1 << 20);
    }

    static OnStub withKey(String key) throws IOException {
        return new OnStub(null, key, 2, true, 1 << 20);
    }

    /** With the bound that it has by default. */
    static OnStub asConfigured(int partialImages) throws IOException {
        return new OnStub(null, StubOpenAi.KEY, partialImages, false, 20_000_000);
    }

    static OnStub at(String baseUrl) throws IOException {
        return new OnStub(baseUrl, StubOpenAi.KEY, 2, true, 1 << 20);
    }

    ImageAnswer draw(int width, int height) {
        return draw(IMAGE_MODEL, width, height, done -> {}, TIMEOUT);
    }

    ImageAnswer draw(String model, int width, int height, Onlooker onlooker, Duration timeout) {
        return images.draw(new ImageRequest(model, OWNER, NOVA, "Make it rain", 42, width, height), onlooker, timeout);
    }

    ProviderFailure drawFails() {
        return catchThrowableOfType(ProviderFailure.class, () -> draw(512, 512));
    }

    TextAnswer write() {
        return write(null);
    }

    TextAnswer write(OutputForm form) {
        return write(form, TIMEOUT);
    }

    TextAnswer write(OutputForm form, Duration timeout) {
        return texts.write(new TextRequest(TEXT_MODEL, NOVA, "Make it rain", 42, form), done -> {}, timeout);
    }

    ProviderFailure writeFails(OutputForm form) {
        return catchThrowableOfType(ProviderFailure.class, () -> write(form));
    }

    @Override
    public void close() {
        openAi.close();
        stub.close();
    }
}
