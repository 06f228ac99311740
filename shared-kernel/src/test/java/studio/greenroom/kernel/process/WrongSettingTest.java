package studio.greenroom.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import studio.greenroom.kernel.internal.InternalSettings;
import studio.greenroom.kernel.settings.PostgresSettings;

class WrongSettingTest {

    @Test
    void aValueOfTheWrongKindIsNamedWithItsSetting() {
        Throwable problem = binding("greenroom.postgres", PostgresSettings.class, "port", "abc");

        assertThat(WrongSetting.sentence(problem)).startsWith("the setting greenroom.postgres.port is \"abc\"");
        assertThat(WrongSetting.explains(problem)).isTrue();
    }

    @Test
    void aSecretIsNamedWithoutItsValue() {
        Throwable problem = binding("greenroom.internal", InternalSettings.class, "token", "too-short");

        assertThat(WrongSetting.sentence(problem))
                .isEqualTo("greenroom.internal: the token needs at least 32 characters");
        assertThat(WrongSetting.sentence(
                        new InvalidConfigurationPropertyValueException("spring.data.redis.password", "hush", "why")))
                .contains("spring.data.redis.password")
                .doesNotContain("hush");
    }

    @Test
    void aSettingOfSpringIsNamedToo() {
        Throwable problem = new IllegalStateException(
                new InvalidConfigurationPropertyValueException("server.port", "abc", "no number"));

        assertThat(WrongSetting.sentence(problem)).startsWith("the setting server.port is \"abc\"");
        assertThat(WrongSetting.explains(problem)).isTrue();
    }

    @Test
    void whatIsNoSettingIsNotExplainedByASentence() {
        assertThat(WrongSetting.explains(catchThrowable(() -> Map.of().put("a", "b"))))
                .isFalse();
    }

    private static Throwable binding(String prefix, Class<?> settings, String name, String value) {
        return catchThrowable(() -> new Binder(new MapConfigurationPropertySource(Map.of(prefix + "." + name, value)))
                .bind(prefix, settings));
    }
}
