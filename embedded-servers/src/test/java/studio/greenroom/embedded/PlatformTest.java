package studio.greenroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, /postgres-linux-x86_64.txz, /redis-server-7.0.15-linux-amd64",
        "Linux, aarch64, /postgres-linux-arm_64.txz, /redis-server-7.0.15-linux-arm64",
        "Mac OS X, x86_64, /postgres-darwin-x86_64.txz, /redis-server-7.0.15-darwin-amd64",
        "Mac OS X, aarch64, /postgres-darwin-arm_64.txz, /redis-server-7.0.15-darwin-arm64"
    })
    void eachMachineHasItsBinaries(String os, String arch, String postgres, String redis) {
        Platform platform = Platform.of(os, arch);
        assertThat(platform.postgresArchive()).isEqualTo(postgres);
        assertThat(platform.redisProgram()).isEqualTo(redis);
        assertThat(Platform.class.getResource(redis)).isNotNull();
    }

    @Test
    void anotherMachineIsToldWhereGreenroomRuns() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Windows 11")
                .hasMessageContaining("container");
    }
}
