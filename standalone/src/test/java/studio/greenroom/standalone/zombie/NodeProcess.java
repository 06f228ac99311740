package studio.greenroom.standalone.zombie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node in a JVM of its own, which can be frozen with all its threads and go on later as if nothing had been. */
final class NodeProcess implements AutoCloseable {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OWNER = "own_00000000000000000000000001";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path terminal;
    private final Process process;
    private String address;

    private NodeProcess(Path terminal, Process process) {
        this.terminal = terminal;
        this.process = process;
    }

    /** Starts one and returns when it answers. */
    static NodeProcess start(Path folder, String name, Map<String, String> servers) throws IOException {
        Properties properties = new Properties();
        properties.putAll(servers);
        properties.put("greenroom.data", folder.toString());
        properties.put("greenroom.local.token", TOKEN);
        properties.put("greenroom.local.owner", OWNER);
        properties.put("greenroom.local.code", "one-time-code");
        properties.put("server.port", "0");
        properties.put("greenroom.limits.requests-per-minute", "100000");
        properties.put("greenroom.limits.active", "100000");
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Path terminal = folder.resolve(name + ".terminal");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile())
                .start();
        NodeProcess node = new NodeProcess(terminal, process);
        Awaitility.await("node " + name)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> assertThat(process.isAlive()).as(node.said()).isTrue())
                .until(() -> node.said().contains(Node.READY));
        node.address = "http://127.0.0.1:"
                + node.said()
                        .lines()
                        .filter(line -> line.startsWith(Node.READY))
                        .map(line -> line.substring(Node.READY.length()))
                        .findFirst()
                        .orElseThrow();
        return node;
    }

    /** All that it has printed. */
    String said() {
        try {
            return Files.readString(terminal);
        } catch (IOException e) {
            return "";
        }
    }

    /** Posts, and answers what was acknowledged. */
    JsonNode post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void resume() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        Process kill = new ProcessBuilder(List.of("kill", signal, Long.toString(process.pid())))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** kill -9, which a frozen process obeys too. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
