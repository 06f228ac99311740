package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.testing.Wishes;
import studio.greenroom.saga.testing.openai.StubOpenAi;

/** OpenAI's client and the stub that it talks to. */
public final class OnStub implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    public static final String IMAGE_MODEL = "gpt-image-2";
    static final String TEXT_MODEL = "gpt-5.4-mini";
    private static final PriceList PRICES =
            PriceList.read("test", new ByteArrayInputStream("""
            {"version": 3, "currency": "USD", "prices": [
              {"provider": "openai", "model": "gpt-5.4-mini", "source": "the test",
               "inputPerMillion": 1000000, "outputPerMillion": 2000000, "outputTokens": 2000},
              {"provider": "openai", "model": "gpt-image-2", "source": "the test",
               "inputPerMillion": 5000000, "outputPerMillion": 40000000, "outputTokensPerMegapixel": 1000}]}
            """.getBytes(StandardCharsets.UTF_8)));

    public final StubOpenAi stub = new StubOpenAi();
    final OpenAi openAi;
    public final OpenAiImages images;
    public final OpenAiTexts texts;

    private OnStub(String baseUrl, String key, int partialImages, boolean moderation, long maxAnswer)
            throws IOException {
        openAi = new OpenAi(
                "openai",
                new ProviderSettings.OpenAi(
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
                        maxAnswer),
                PRICES);
        images = new OpenAiImages(openAi);
        texts = new OpenAiTexts(openAi);
    }

    /** Without moderation; answers may have a megabyte. */
    public static OnStub with(int partialImages) throws IOException {
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
        return images.draw(Wishes.image(model, OWNER, width, height), onlooker, timeout);
    }

    ProviderFailure drawFails() {
        return catchThrowableOfType(ProviderFailure.class, () -> draw(512, 512));
    }

    TextAnswer write() {
        return write(null);
    }

    TextAnswer write(Task task) {
        return write(task, TIMEOUT);
    }

    TextAnswer write(Task task, Duration timeout) {
        return texts.write(Wishes.text(TEXT_MODEL, task, 42), done -> {}, timeout);
    }

    ProviderFailure writeFails(Task task) {
        return catchThrowableOfType(ProviderFailure.class, () -> write(task));
    }

    @Override
    public void close() {
        openAi.close();
        stub.close();
    }
}
