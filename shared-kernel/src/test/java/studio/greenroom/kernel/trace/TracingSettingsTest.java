package studio.greenroom.kernel.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import studio.greenroom.kernel.process.WrongSetting;

class TracingSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "endpoint, collector:4318, endpoint",
        "endpoint, ftp://collector/v1/traces, http://",
        "endpoint, http://a b, endpoint",
        "endpoint, /v1/traces, http://",
        "ratio, 2, from 0 to 1",
        "ratio, -0.1, from 0 to 1",
        "ratio, NaN, from 0 to 1",
        "ratio, half, the setting greenroom.tracing.ratio is \"half\""
    })
    void what_can_not_be_used_is_refused_in_one_line_that_names_it(String setting, String value, String named) {
        String sentence = WrongSetting.sentence(catchThrowable(() -> bind(setting, value)));

        assertThat(sentence).contains("greenroom.tracing", named).doesNotContain("\n");
    }

    @Test
    void without_an_endpoint_nothing_is_traced() {
        assertThat(bind("endpoint", " ").isOn()).isFalse();
        assertThat(bind("endpoint", "http://127.0.0.1:4318/v1/traces").isOn()).isTrue();
    }

    private static TracingSettings bind(String setting, String value) {
        return new Binder(new MapConfigurationPropertySource(Map.of("greenroom.tracing." + setting, value)))
                .bindOrCreate("greenroom.tracing", TracingSettings.class);
    }
}
