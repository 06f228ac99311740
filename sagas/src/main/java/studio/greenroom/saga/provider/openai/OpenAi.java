package studio.greenroom.saga.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.ObjectMappers;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.ProviderSettings;

/**
 * The way to OpenAI and to what speaks like it: one try per call, since sagas own the retries; a time limit on
 * everything; no redirects, which would carry the key elsewhere; answers of a bounded size.
 */
public final class OpenAi implements AutoCloseable {

    private final String name;
    private final OpenAIClient client;
    private final Duration connectTimeout;
    private final ProviderSettings.OpenAi settings;
    private final PriceList prices;
    private final Moderation moderation;
    private final StoppableCalls calls = new StoppableCalls();

    /** @param name as events and the price list call it */
    public OpenAi(String name, ProviderSettings.OpenAi settings, PriceList prices) {
        this.name = name;
        this.settings = settings;
        this.prices = prices;
        this.connectTimeout = settings.connectTimeout();
        this.moderation = new Moderation(settings);
        this.client = OpenAIOkHttpClient.builder()
                .apiKey(settings.apiKey())
                .baseUrl(settings.baseUrl())
                .maxRetries(0)
                .followRedirects(false)
                .logLevel(LogLevel.OFF)
                .addInterceptor(calls)
                .addInterceptor(new SentOnce())
                .addInterceptor(new BoundedBody(settings.maxAnswer(), settings.partialImages() + 1))
                .build();
    }

    String name() {
        return name;
    }

    ProviderSettings.OpenAi settings() {
        return settings;
    }

    @Nullable
    Cost cost(String model, @Nullable Usage usage) {
        return prices.cost(name, model, usage);
    }

    @Nullable
    Cost estimate(String model, GenerationRequested request) {
        return prices.estimate(new Assignment(name, model), request);
    }

    /**
     * Has words moderated, makes a call with them and reads its answer.
     *
     * @param timeout for all of it
     * @throws ProviderFailure       for everything that goes wrong
     * @throws CancellationException when it was stopped
     */
    <T> T call(Duration timeout, String words, CallAndRead<T> work) {
        Time time = new Time(System.nanoTime() + timeout.toNanos(), connectTimeout);
        calls.begin();
        try {
            moderation.check(client, time, words);
            return work.with(client, time);
        } catch (ProviderFailure e) {
            throw e.without(settings.apiKey());
        } catch (RuntimeException e) {
            if (calls.stopped()) {
                throw new CancellationException();
            }
            throw OpenAiFaults.failure(e).without(settings.apiKey());
        } finally {
            calls.end();
        }
    }

    /** Closes the connection of what that thread asks for now, or its stream where others share the connection. */
    void stop(Thread caller) {
        calls.stop(caller);
    }

    /**
     * What came as JSON, which some services send with status 200 when it is an error.
     *
     * @throws ProviderFailure when it is an error, or no JSON object
     */
    static <T> T read(HttpResponse response, Class<T> type) {
        try {
            JsonNode answer = ObjectMappers.jsonMapper().readTree(response.body());
            if (!answer.isObject()) {
                throw new ProviderFailure(FailureCode.INVALID_ANSWER, "The answer is no JSON object.");
            }
            if (answer.hasNonNull("error")) {
                throw OpenAiFaults.inAnswer(JsonValue.fromJsonNode(answer.get("error")), response.headers());
            }
            return ObjectMappers.jsonMapper().treeToValue(answer, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with the client; everything in it may throw. */
    interface CallAndRead<T> {

        T with(OpenAIClient client, Time time);
    }

    /** The time that a call has, which its requests share. */
    record Time(long end, Duration connectTimeout) {

        /**
         * For the next request: it has what is left.
         *
         * @throws ProviderFailure when nothing is left
         */
        RequestOptions options() {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            // Less than this would be taken for no limit at all.
            if (left.toMillis() < 1) {
                throw new ProviderFailure(FailureCode.PROVIDER_TIMEOUT, null);
            }
            return RequestOptions.builder()
                    .timeout(Timeout.builder()
                            .request(left)
                            .connect(connectTimeout)
                            .read(left)
                            .write(left)
                            .build())
                    .build();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
