package studio.greenroom.saga.provider;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Usage;

/**
 * Who makes things; {@code greenroom.providers.*}.
 *
 * @param text  {@code openai} or {@code offline}; {@code auto} is openai when it has a key
 * @param image the same for pictures
 */
@ConfigurationProperties("greenroom.providers")
public record ProviderSettings(@DefaultValue("auto") String text, @DefaultValue("auto") String image,
                               @DefaultValue OpenAi openai) {

    /**
     * @param apiKey         empty when there is none; the environment variable OPENAI_API_KEY serves too
     * @param imageQuality   low, medium, high …; empty leaves it to the model
     * @param maxTextTokens  a model's thinking counts too
     * @param maxAnswer      bytes of a response; more is not read
     */
    public record OpenAi(@DefaultValue("") String apiKey, @DefaultValue("https://api.openai.com/v1") String baseUrl,
                         @DefaultValue("gpt-image-2") String imageModel,
                         @DefaultValue("gpt-5.4-mini") String textModel, @DefaultValue("") String imageQuality,
                         @DefaultValue("2000") int maxTextTokens, @DefaultValue("10s") Duration connectTimeout,
                         @DefaultValue("25165824") long maxAnswer, @DefaultValue Prices prices) {

        public OpenAi withKey(String key) {
            return new OpenAi(key, baseUrl, imageModel, textModel, imageQuality, maxTextTokens, connectTimeout,
                    maxAnswer, prices);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "OpenAi[" + baseUrl + ", " + imageModel + ", " + textModel + ", "
                    + (apiKey.isEmpty() ? "no key" : "key") + ']';
        }
    }

    /**
     * What tokens cost, in millionths of the currency's unit for a million tokens. A version of 0 says that no price
     * list was configured: then costs are not known.
     */
    public record Prices(@DefaultValue("USD") String currency, @DefaultValue("0") int version,
                         @DefaultValue("0") long textInput, @DefaultValue("0") long textOutput,
                         @DefaultValue("0") long imageInput, @DefaultValue("0") long imageOutput) {

        public @Nullable Cost text(@Nullable Usage usage) {
            return cost(usage, textInput, textOutput);
        }

        public @Nullable Cost image(@Nullable Usage usage) {
            return cost(usage, imageInput, imageOutput);
        }

        private @Nullable Cost cost(@Nullable Usage usage, long input, long output) {
            if (version == 0 || usage == null) {
                return null;
            }
            long micros = (usage.inputTokens() * input + usage.outputTokens() * output + 999_999) / 1_000_000;
            return new Cost(micros, currency.toUpperCase(Locale.ROOT), version);
        }
    }
}
