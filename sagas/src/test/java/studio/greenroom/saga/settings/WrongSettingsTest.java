package studio.greenroom.saga.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import studio.greenroom.kernel.process.WrongSetting;
import studio.greenroom.saga.provider.ProviderSettings;

class WrongSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "generation.workers-per-provider, 0, workers-per-provider",
        "generation.workers-per-provider, many, the setting greenroom.generation.workers-per-provider is \"many\"",
        "generation.lease, 1s, renewal",
        "generation.poll, soon, the setting greenroom.generation.poll is \"soon\"",
        "generation.outbox.concurrency, 0, concurrency",
        "generation.interactive.attempts, 0, attempts",
        "generation.interactive.jitter, 1.5, jitter",
        "providers.openai.partial-images, 4, partial-images is 4",
        "providers.text, opnai, \"opnai\"",
        "providers.image, Offline, \"Offline\""
    })
    void are_refused_in_one_line_that_names_them(String setting, String value, String named) {
        String sentence = WrongSetting.sentence(catchThrowable(() -> bind(setting, value)));

        assertThat(sentence).contains("greenroom.", named).doesNotContain("\n");
    }

    @Test
    void the_defaults_are_none() {
        bind("generation.poll", "250ms");
    }

    private static void bind(String setting, String value) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("greenroom." + setting, value)));
        binder.bindOrCreate("greenroom.generation", GenerationSettings.class);
        binder.bindOrCreate("greenroom.providers", ProviderSettings.class);
    }
}
