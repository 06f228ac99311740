package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.standalone.terminal.Look;
import studio.greenroom.standalone.terminal.Screen;

class PortTest {

    @TempDir
    private Path folder;

    @Test
    void a_port_that_is_taken_ends_the_start_before_anything_is_made_and_names_a_free_one() throws IOException {
        Path data = folder.resolve("data");
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            Screen screen = new Screen(Look.plain(80));

            int exitCode = Greenroom.commandLine(new Session(screen.terminal()))
                    .execute("--data", data.toString(), "--port", Integer.toString(taken));

            assertThat(exitCode).isEqualTo(1);
            assertThat(screen.err())
                    .containsPattern(
                            "Port " + taken + " is in use by another program\\. Choose another with --port \\d+\\.");
            assertThat(Files.exists(data)).isFalse();
        }
    }

    @Test
    void a_port_of_every_address_is_taken_as_well() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> Port.requireFree(other.getLocalPort())).isInstanceOf(StartFailure.class);
        }
    }

    @Test
    void a_free_port_and_any_port_are_fine() throws IOException {
        int free;
        try (ServerSocket gone = new ServerSocket(0)) {
            free = gone.getLocalPort();
        }
        assertThatCode(() -> Port.requireFree(free)).doesNotThrowAnyException();
        assertThatCode(() -> Port.requireFree(0)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.7", "::", "10.0.0.1", "no.such.host.invalid"})
    void an_address_that_others_could_reach_is_refused(String address) {
        MockEnvironment environment = new MockEnvironment().withProperty("server.address", address);

        assertThatThrownBy(() -> StandaloneApplication.settle(environment, Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessage(
                        "server.address is %s, but ./greenroom listens on 127.0.0.1 only. Take that setting away.",
                        address);
    }

    @Test
    void whatever_else_is_configured_it_listens_on_the_loopback_address_and_one_port() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("server.address", "localhost")
                .withProperty("server.port", "1")
                .withProperty("management.server.port", "2");

        StandaloneApplication.settle(environment, Map.of("server.port", 8080));

        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("server.port")).isEqualTo("8080");
        assertThat(environment.getProperty("management.server.port")).isEmpty();
    }
}
