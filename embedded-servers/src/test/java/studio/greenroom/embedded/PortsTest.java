package studio.greenroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path temporary;

    @Test
    void aFreePreferredPortIsTakenAndATakenOneIsAvoided() throws Exception {
        int port = Ports.anyFree();
        assertThat(Ports.preferredOrFree(port)).isEqualTo(port);
        try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST))) {
            assertThat(Ports.preferredOrFree(holder.getLocalPort())).isNotEqualTo(port);
        }
    }

    @Test
    void twoFoldersCanBeServedSideBySide() throws Exception {
        Folders.reachable(temporary);
        Files.createDirectories(temporary);
        Set<Server> redis = Set.of(Server.REDIS);
        try (EmbeddedServers one = EmbeddedServers.start(temporary.resolve("one"), redis, Listener.silent());
                EmbeddedServers two = EmbeddedServers.start(temporary.resolve("two"), redis, Listener.silent())) {
            assertThat(one.redis().port()).isNotEqualTo(two.redis().port());
            new Questions(one.properties()).redis("SET where one");
            new Questions(two.properties()).redis("SET where two");
            assertThat(new Questions(one.properties()).redis("GET where")).contains("one");
            assertThat(new Questions(two.properties()).redis("GET where")).contains("two");
        }
    }
}
