package studio.greenroom.saga.provider.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
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

    static final String NAME = "openai";

    private final OpenAIClient client;
    private final Duration connectTimeout;
    private final ProviderSettings.OpenAi settings;
    private final PriceList prices;

    public OpenAi(ProviderSettings.OpenAi settings, PriceList prices) {
        this.settings = settings;
        this.prices = prices;
        this.connectTimeout = settings.connectTimeout();
        this.client = OpenAIOkHttpClient.builder()
                .apiKey(settings.apiKey())
                .baseUrl(settings.baseUrl())
                .maxRetries(0)
                .followRedirects(false)
                .logLevel(LogLevel.OFF)
                .addInterceptor(new BoundedBody(settings.maxAnswer()))
                .build();
    }

    ProviderSettings.OpenAi settings() {
        return settings;
    }

    @Nullable
    Cost cost(String model, @Nullable Usage usage) {
        return prices.cost(NAME, model, usage);
    }

    @Nullable
    Cost estimate(String model, GenerationRequested request) {
        return prices.estimate(new Assignment(NAME, model), request);
    }

    /**
     * Makes a call and reads its answer.
     *
     * @throws ProviderFailure for everything that goes wrong in either
     */
    <T> T call(Duration timeout, CallAndRead<T> work) {
        Timeout limits = Timeout.builder()
                .request(timeout)
                .connect(connectTimeout)
                .read(timeout)
                .write(timeout)
                .build();
        try {
            return work.with(client, RequestOptions.builder().timeout(limits).build());
        } catch (ProviderFailure e) {
            throw e.without(settings.apiKey());
        } catch (RuntimeException e) {
            throw OpenAiFaults.failure(e).without(settings.apiKey());
        }
    }

    /** What is done with the client; everything in it may throw. */
    interface CallAndRead<T> {

        T with(OpenAIClient client, RequestOptions options);
    }

    @Override
    public void close() {
        client.close();
    }
}
