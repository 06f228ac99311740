package studio.greenroom.standalone;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Greenroom as a person starts it, in a process of its own that can be killed with everything it started. */
final class ChildHouse implements AutoCloseable {

    private final Path data;
    private final int port = freePort();
    private Map<String, String> environment;
    private final List<String> words;
    private final List<ProcessHandle> seen = new ArrayList<>();
    private Process process;

    /** @param words what to say to {@code ./greenroom} beside folder and port */
    ChildHouse(Path data, Map<String, String> environment, String... words) {
        this.data = Unpacked.in(data);
        this.environment = environment;
        this.words = List.of(words);
    }

    /** For its next start. */
    void environment(Map<String, String> next) {
        environment = next;
    }

    /** Another command of Greenroom's, on the same folder; its output is one with its errors. */
    Process command(String... line) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                withoutTests(),
                Greenroom.class.getName(),
                "--data",
                data.toString()));
        command.addAll(List.of(line));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What tests bring along would silence the logs that a person's processes write. */
    private static String withoutTests() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Client start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx640m",
                "-cp",
                withoutTests(),
                Greenroom.class.getName(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(terminal().toFile()));
        // More is asked for at once than a person may.
        builder.environment().put("GREENROOM_LIMITS_REQUESTSPERMINUTE", "100000");
        builder.environment().put("GREENROOM_LIMITS_ACTIVE", "100000");
        builder.environment().putAll(environment);
        // Of all processes of a split: most of what they do here is to start.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        process = builder.start();
        Awaitility.await("the child to be ready")
                .atMost(Duration.ofSeconds(240))
                .pollInterval(Duration.ofMillis(100))
                .failFast("the child ended; see " + terminal(), () -> !process.isAlive())
                .until(() -> Files.readString(terminal())
                                .lines()
                                .filter(line -> line.contains("Greenroom is ready"))
                                .count()
                        == starts());
        return new Client(
                "http://127.0.0.1:" + port,
                Files.readString(data.resolve("local-token")).strip());
    }

    private int started;

    private int starts() {
        return started + 1;
    }

    private Path terminal() {
        return new File(data.toFile().getParentFile(), data.getFileName() + ".terminal").toPath();
    }

    /** kill -9 of the JVM and of every server that it started, all at once, as a power cut of the processes. */
    void killEverything() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(0, process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        started++;
    }

    /** kill -9 of one of the processes that it started. */
    void kill(String name) throws IOException {
        seen.addAll(process.descendants().toList());
        long before = again();
        ProcessHandle one = process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("-Dgreenroom.process=" + name))
                .findFirst()
                .orElseThrow();
        one.destroyForcibly();
        Awaitility.await(name + " to be started again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> again() > before);
    }

    private long again() throws IOException {
        return Files.readString(terminal())
                .lines()
                .filter(line -> line.contains("is started again"))
                .count();
    }

    /** Stops its own process in its tracks, and none of its children. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    void resume() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits until every side can be reached through the front. */
    void awaitOpenDoors(Client client) {
        Awaitility.await("every side behind the front")
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> client.get("/api/me").status() == 200
                        && client.post("/api/artists", "{}").status() == 422
                        && client.get("/api/admin/saga-dead-letters").status() == 200);
    }

    List<ProcessHandle> leftRunning() {
        return seen.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** SIGTERM: everything stops in order. */
    int stop() throws InterruptedException {
        seen.addAll(process.descendants().toList());
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
        started++;
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            killEverything();
        }
    }
}
