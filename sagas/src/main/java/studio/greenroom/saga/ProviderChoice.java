package studio.greenroom.saga;

import java.util.ArrayList;
import java.util.List;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.Provider;
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
    private static final String COMPATIBLE = "compatible";

    private ProviderChoice() {}

    static Providers of(ProviderSettings settings, String environmentKey, PriceList prices) {
        List<TextProvider> texts = new ArrayList<>(List.of(new OfflineTexts(), new InstantBios()));
        List<ImageProvider> images = new ArrayList<>(List.of(new OfflineImages()));
        String own = settings.openai().apiKey().strip();
        add(OPENAI, settings.openai().withKey(own.isEmpty() ? environmentKey.strip() : own), prices, texts, images);
        add(COMPATIBLE, settings.compatible(), prices, texts, images);
        String auto = texts.stream().anyMatch(text -> text.name().equals(OPENAI)) ? OPENAI : OfflineTexts.NAME;
        return new Providers(texts, images, chain(settings.text(), auto, texts), chain(settings.image(), auto, images));
    }

    private static void add(
            String name,
            ProviderSettings.OpenAi settings,
            PriceList prices,
            List<TextProvider> texts,
            List<ImageProvider> images) {
        if (!settings.apiKey().isBlank()) {
            OpenAi openAi = new OpenAi(name, settings, prices);
            texts.add(new OpenAiTexts(openAi));
            images.add(new OpenAiImages(openAi));
        }
    }

    private static List<String> chain(List<String> chosen, String auto, List<? extends Provider> there) {
        List<String> names = chosen.equals(List.of(ProviderSettings.AUTO)) ? List.of(auto) : chosen;
        for (String name : names) {
            if (there.stream().noneMatch(provider -> provider.name().equals(name))) {
                throw new IllegalStateException(
                        name + " is chosen, but greenroom.providers." + name + ".api-key is empty");
            }
        }
        return names;
    }
}
