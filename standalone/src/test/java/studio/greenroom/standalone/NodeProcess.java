package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** A node in a JVM of its own, which can be frozen with all its threads and go on later as if nothing had been. */
public final class NodeProcess implements AutoCloseable {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OWNER = "own_00000000000000000000000001";

    private final Path terminal;
    private final Process process;
    private Client client;

    private NodeProcess(Path terminal, Process process) {
        this.terminal = terminal;
        this.process = process;
    }

    /**
     * Starts one and returns when it answers.
     *
     * @param settings among them those of its servers
     */
    public static NodeProcess start(Path folder, String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.put("greenroom.data", folder.toString());
        properties.put("greenroom.local.token", TOKEN);
        properties.put("greenroom.local.owner", OWNER);
        properties.put("greenroom.local.code", "one-time-code");
        properties.put("server.port", "0");
        properties.put("greenroom.limits.requests-per-minute", "100000");
        properties.put("greenroom.limits.active", "100000");
        properties.putAll(settings);
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
        String port = node.said()
                .lines()
                .filter(line -> line.startsWith(Node.READY))
                .map(line -> line.substring(Node.READY.length()))
                .findFirst()
                .orElseThrow();
        node.client = new Client("http://127.0.0.1:" + port, TOKEN);
        return node;
    }

    /** All that it has printed. */
    public String said() {
        try {
            return Files.readString(terminal);
        } catch (IOException e) {
            return "";
        }
    }

    Client client() {
        return client;
    }

    /** Posts, and answers what was acknowledged. */
    public JsonNode post(String path, String body) {
        Answer answer = client.post(path, body);
        assertThat(answer.status()).as(answer.json().toString()).isBetween(200, 299);
        return answer.json();
    }

    public void freeze() throws Exception {
        signal("-STOP");
    }

    public void resume() throws Exception {
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
