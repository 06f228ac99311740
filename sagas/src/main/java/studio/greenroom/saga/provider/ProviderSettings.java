package studio.greenroom.saga.provider;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who makes things; {@code greenroom.providers.*}.
 *
 * @param text       Who writes: openai, compatible, offline, or several of them separated by commas, each asked when the
 *                   one before has failed for good; or auto, which is openai when it has a key, else offline; instant is
 *                   for measuring alone.
 * @param image      Who draws, in the same words.
 * @param openai     OpenAI.
 * @param compatible Somebody else who speaks like OpenAI, such as Gemini at its compatible address.
 */
@ConfigurationProperties("greenroom.providers")
public record ProviderSettings(
        @DefaultValue("auto") List<String> text,
        @DefaultValue("auto") List<String> image,
        @DefaultValue OpenAi openai,
        @DefaultValue OpenAi compatible) {

    public static final String AUTO = "auto";
    public static final String INSTANT = "instant";
    private static final Set<String> NAMED = Set.of("openai", "compatible", "offline");

    public ProviderSettings {
        if (!isChain(text) && !text.equals(List.of(INSTANT)) || !isChain(image)) {
            throw new IllegalArgumentException("text is \"" + String.join(",", text) + "\" and image is \""
                    + String.join(",", image)
                    + "\", but each takes auto, or some of openai, compatible and offline, each once");
        }
    }

    private static boolean isChain(List<String> names) {
        return names.equals(List.of(AUTO))
                || !names.isEmpty()
                        && NAMED.containsAll(names)
                        && Set.copyOf(names).size() == names.size();
    }

    /**
     * OpenAI, or what speaks like it.
     *
     * @param apiKey         Key of the account that pays; the environment variable OPENAI_API_KEY serves too.
     * @param baseUrl        Address of the API up to its version.
     * @param imageModel     Model that draws.
     * @param textModel      Model that writes.
     * @param imageQuality   Quality to ask for, as the model names it (low, medium, high …); empty leaves it to the model.
     * @param partialImages  How many partial pictures to be shown while one is made, 0 to 3; 0 asks for the finished one
     *                       alone.
     * @param moderation     Whether words are shown to the moderation before anything is made from them.
     * @param moderationModel Model that moderates.
     * @param maxTextTokens  Most tokens of a text; what a model thinks counts too.
     * @param connectTimeout How long a connection may take.
     * @param maxAnswer      Most bytes of a response, or of one picture where several come in a stream; a longer one is a
     *                       failure.
     */
    public record OpenAi(
            @DefaultValue("") String apiKey,
            @DefaultValue("https://api.openai.com/v1") String baseUrl,
            @DefaultValue("gpt-image-2") String imageModel,
            @DefaultValue("gpt-5.4-mini") String textModel,
            @DefaultValue("") String imageQuality,
            @DefaultValue("2") int partialImages,
            @DefaultValue("true") boolean moderation,
            @DefaultValue("omni-moderation-latest") String moderationModel,
            @DefaultValue("2000") int maxTextTokens,
            @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("20000000") long maxAnswer) {

        private static final int MOST_PARTIAL_IMAGES = 3;

        public OpenAi {
            if (partialImages < 0 || partialImages > MOST_PARTIAL_IMAGES) {
                throw new IllegalArgumentException(
                        "partial-images is " + partialImages + ", but it goes from 0 to " + MOST_PARTIAL_IMAGES);
            }
        }

        public OpenAi withKey(String key) {
            return new OpenAi(
                    key,
                    baseUrl,
                    imageModel,
                    textModel,
                    imageQuality,
                    partialImages,
                    moderation,
                    moderationModel,
                    maxTextTokens,
                    connectTimeout,
                    maxAnswer);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "OpenAi[" + baseUrl + ", " + imageModel + ", " + textModel + ", "
                    + (apiKey.isEmpty() ? "no key" : "key") + ']';
        }
    }
}
