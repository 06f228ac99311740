package studio.greenroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One folder and one life of the three servers, in the order in which it happens. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedServersTest {

    @TempDir
    static Path temporary;

    private static Path folder;
    private static EmbeddedServers servers;
    private static Questions ask;
    private static final Heard heard = new Heard();

    @BeforeAll
    static void start() throws IOException {
        folder = Folders.reachable(temporary);
        open();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    @Order(1)
    void eachServerAnswersARealQuery() throws Exception {
        assertThat(ask.sql("SELECT current_setting('server_version')")).startsWith("18.6");
        assertThat(ask.redis("PING")).containsExactly("+PONG");
        ask.createTopic("songs");
        assertThat(ask.topics()).contains("songs");
    }

    @Test
    @Order(1)
    void theListenerHearsEachServerStartAndBecomeReadyAtItsAddress() {
        assertThat(heard.addresses)
                .containsOnly(
                        Map.entry(Server.POSTGRESQL, servers.postgres().address()),
                        Map.entry(Server.REDIS, servers.redis().address()),
                        Map.entry(Server.KAFKA, servers.kafka().address()));
        assertThat(heard.lines)
                .contains("POSTGRESQL unpacking", "POSTGRESQL creating the database", "KAFKA formatting");
        assertThat(heard.lines).noneMatch(line -> line.contains("failed"));
    }

    @Test
    @Order(1)
    void postgresWritesThroughToTheDiskAndListensOnTheLoopbackAddressAlone() throws Exception {
        assertThat(ask.sql("SHOW fsync")).isEqualTo("on");
        assertThat(ask.sql("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask.sql("SHOW shared_buffers")).isEqualTo("256MB");
    }

    @Test
    @Order(1)
    void withoutThePasswordNothingIsTold() {
        Map<String, String> properties = new HashMap<>(servers.properties());
        properties.put("greenroom.postgres.password", "guess");
        properties.put("greenroom.redis.password", "guess");
        Questions stranger = new Questions(properties);
        assertThatThrownBy(() -> stranger.sql("SELECT 1")).hasMessageContaining("password authentication failed");
        assertThat(catching(() -> stranger.redis("PING"))).asString().contains("NOAUTH");
    }

    @Test
    @Order(1)
    void passwordsAreForTheirOwnerOnlyAndOnNoCommandLine() throws IOException {
        for (String file : List.of("postgresql-password", "redis-password", "redis/redis.conf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        for (long pid : List.of(servers.postgres().pid(), servers.redis().pid())) {
            assertThat(ProcessHandle.of(pid)
                            .flatMap(process -> process.info().commandLine())
                            .orElse(""))
                    .doesNotContain(
                            servers.postgres().password(), servers.redis().password());
        }
    }

    @Test
    @Order(2)
    void aSecondStartOnTheFolderKeepsWhatWasWritten() throws Exception {
        ask.sql("CREATE TABLE song (title text)");
        ask.sql("INSERT INTO song VALUES ('Low tide')");
        ask.redis("SET song low-tide");
        ask.createTopic("kept");

        servers.close();
        open();

        assertThat(ask.sql("SELECT title FROM song")).isEqualTo("Low tide");
        assertThat(ask.redis("GET song")).containsExactly("$8", "low-tide");
        assertThat(ask.topics()).contains("kept");
    }

    @Test
    @Order(3)
    void aKilledPostgresComesBackOnItsPortWithItsData() throws Exception {
        int port = servers.postgres().port();
        long killed = servers.postgres().pid();
        ask.sql("INSERT INTO song VALUES ('Before the kill')");

        servers.postgres().kill();
        assertThat(servers.postgres().isAlive()).isFalse();
        servers.postgres().startAgain();

        assertThat(servers.postgres().port()).isEqualTo(port);
        assertThat(servers.postgres().pid()).isNotEqualTo(killed);
        assertThat(ask.sql("SELECT count(*) FROM song")).isEqualTo("2");
    }

    @Test
    @Order(3)
    void aSuspendedServerIsSilentUntilItIsResumed() throws Exception {
        servers.redis().suspend();
        assertThatThrownBy(() -> ask.redis("PING")).hasMessageContaining("timed out");
        servers.redis().resume();
        assertThat(ask.redis("PING")).containsExactly("+PONG");
    }

    @Test
    @Order(3)
    void evenASuspendedServerStopsInOrder() throws Exception {
        ask.redis("SET last written");
        servers.redis().suspend();
        servers.redis().stop();
        servers.redis().startAgain();
        assertThat(ask.redis("GET last")).containsExactly("$7", "written");
    }

    @Test
    @Order(3)
    void kafkaStopsAndStartsAgainOnItsPort() throws Exception {
        int port = servers.kafka().port();
        servers.kafka().stop();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST))) {
            assertThatThrownBy(servers.kafka()::startAgain)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Address already in use");
            // Kafka would end this JVM over a taken controller port, were it let.
            assertThatThrownBy(() -> servers.kafka().startOnce(Ports.anyFree(), taken.getLocalPort()))
                    .hasRootCauseInstanceOf(BindException.class);
        }
        servers.kafka().startAgain();
        assertThat(servers.kafka().port()).isEqualTo(port);
        assertThat(ask.topics()).contains("kept");
    }

    private static void open() {
        heard.addresses.clear();
        servers = EmbeddedServers.start(folder, heard);
        ask = new Questions(servers.properties());
    }

    private interface Question {
        Object ask() throws Exception;
    }

    private static Object catching(Question question) {
        try {
            return question.ask();
        } catch (Exception problem) {
            return problem;
        }
    }

    private static final class Heard implements Listener {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Map<Server, String> addresses = new ConcurrentHashMap<>();

        @Override
        public void starting(Server server) {
            lines.add(server + " starting");
        }

        @Override
        public void progress(Server server, String what) {
            lines.add(server + " " + what);
        }

        @Override
        public void ready(Server server, String address, Duration took) {
            addresses.put(server, address);
        }

        @Override
        public void failed(Server server, String why) {
            lines.add(server + " failed: " + why);
        }
    }
}
