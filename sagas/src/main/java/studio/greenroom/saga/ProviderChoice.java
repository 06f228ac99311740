package studio.greenroom.saga;

import java.util.ArrayList;
import java.util.List;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ProviderSettings;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.offline.InstantBios;
import studio.greenroom.saga.provider.offline.OfflineImages;
import studio.greenroom.saga.provider.offline.OfflineTexts;
import studio.greenroom.saga.provider.openai.OpenAi;
import studio.greenroom.saga.provider.openai.OpenAiImages;
import studio.greenroom.saga.provider.openai.OpenAiTexts;

/**
 * Chooses providers by configuration. Offline is always among them, so that attempts that were begun with it end
 * after a key has come.
 */
final class ProviderChoice {

    private static final String OPENAI = "openai";
    private static final String OFFLINE = "offline";
    private static final String INSTANT = "instant";

    private ProviderChoice() {}

    static Providers of(ProviderSettings settings, String environmentKey, PriceList prices) {
        String key = settings.openai().apiKey().isBlank()
                ? environmentKey.strip()
                : settings.openai().apiKey().strip();
        boolean instant = settings.text().equals(INSTANT);
        List<TextProvider> texts = new ArrayList<>(List.of(new OfflineTexts()));
        List<ImageProvider> images = new ArrayList<>(List.of(new OfflineImages()));
        if (!key.isEmpty()) {
            OpenAi openAi = new OpenAi(settings.openai().withKey(key), prices);
            texts.add(!instant && first(settings.text()) ? 0 : 1, new OpenAiTexts(openAi));
            images.add(first(settings.image()) ? 0 : 1, new OpenAiImages(openAi));
        } else if (settings.text().equals(OPENAI) || settings.image().equals(OPENAI)) {
            throw new IllegalStateException("OpenAI is chosen, but greenroom.providers.openai.api-key is empty");
        }
        if (instant) {
            texts.add(0, new InstantBios());
        }
        return new Providers(texts, images);
    }

    private static boolean first(String choice) {
        return !choice.equals(OFFLINE);
    }
}
