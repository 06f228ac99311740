package studio.greenroom.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmTest {

    private static final Set<Server> POSTGRES = Set.of(Server.POSTGRESQL);

    @TempDir
    Path temporary;

    @Test
    void aKilledJvmLeavesNoServerBehindAndTheNextStartIsHealed() throws Exception {
        Path folder = Folders.reachable(temporary);
        ChildJvm jvm = ChildJvm.starting(folder);
        Questions ask = new Questions(properties(jvm));
        ask.sql("CREATE TABLE song AS SELECT 'Low tide' AS title");
        ask.createTopic("kept");
        List<ProcessHandle> servers = jvm.servers();
        assertThat(servers).hasSizeGreaterThan(2).allMatch(Processes::isRunning);

        jvm.kill();

        try (EmbeddedServers healed = EmbeddedServers.start(folder, Listener.silent())) {
            assertThat(servers).noneMatch(Processes::isRunning);
            Questions again = new Questions(healed.properties());
            assertThat(again.sql("SELECT title FROM song")).isEqualTo("Low tide");
            assertThat(again.topics()).contains("kept");
            assertThat(again.redis("PING")).containsExactly("+PONG");
        }
    }

    @Test
    void anOrphanIsStoppedWithoutAnybodyStartingAgain() throws Exception {
        Path folder = Folders.reachable(temporary);
        ChildJvm jvm = ChildJvm.starting(folder, Server.REDIS);
        List<ProcessHandle> all = jvm.descendants();
        jvm.kill();
        await().atMost(Duration.ofSeconds(10)).until(() -> all.stream().noneMatch(Processes::isRunning));
    }

    @Test
    void killingEverythingAtOnceIsHealedByTheNextStart() throws Exception {
        Path folder = Folders.reachable(temporary);
        ChildJvm jvm = ChildJvm.starting(folder, Server.POSTGRESQL, Server.REDIS);
        new Questions(properties(jvm)).sql("CREATE TABLE song AS SELECT 'Low tide' AS title");
        List<ProcessHandle> mains = jvm.said("pid").stream()
                .map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        List<ProcessHandle> guards = jvm.descendants().stream()
                .filter(process -> !jvm.servers().contains(process))
                .toList();

        guards.forEach(ProcessHandle::destroyForcibly);
        mains.forEach(ProcessHandle::destroyForcibly);
        jvm.kill();

        try (EmbeddedServers healed =
                EmbeddedServers.start(folder, Set.of(Server.POSTGRESQL, Server.REDIS), Listener.silent())) {
            assertThat(new Questions(healed.properties()).sql("SELECT title FROM song"))
                    .isEqualTo("Low tide");
        }
    }

    @Test
    void whatACutShortFirstStartLeftIsDoneAgainAndAForeignPidIsNoObstacle() throws Exception {
        Path folder = Folders.reachable(temporary);
        Files.createDirectories(folder.resolve("servers/postgresql-18.6.new/bin"));
        Files.writeString(folder.resolve("servers/postgresql-18.6.new/bin/postgres"), "half");
        Files.createDirectories(folder.resolve("postgresql/18.new/base"));
        try (EmbeddedServers servers = EmbeddedServers.start(folder, POSTGRES, Listener.silent())) {
            servers.postgres().stop();
            // A number that meanwhile belongs to another living program: this one.
            Files.writeString(
                    folder.resolve("postgresql/18/postmaster.pid"),
                    "%s%n%s%n".formatted(ProcessHandle.current().pid(), folder.resolve("postgresql/18")),
                    US_ASCII);
            servers.postgres().startAgain();
            assertThat(new Questions(servers.properties()).sql("SELECT 1")).isEqualTo("1");
        }
    }

    private static Map<String, String> properties(ChildJvm jvm) {
        return List.of(
                        "greenroom.postgres.host",
                        "greenroom.postgres.port",
                        "greenroom.postgres.database",
                        "greenroom.postgres.user",
                        "greenroom.postgres.password",
                        "greenroom.kafka.bootstrap-servers")
                .stream()
                .filter(key -> !jvm.said(key).isEmpty())
                .collect(Collectors.toMap(key -> key, key -> jvm.said(key).get(0)));
    }
}
