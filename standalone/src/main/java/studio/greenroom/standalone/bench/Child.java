package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import studio.greenroom.standalone.Failure;
import studio.greenroom.standalone.Greenroom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Greenroom as {@code ./greenroom} starts it, from the same jar and with the same options, in a process of its own. */
final class Child implements AutoCloseable {

    private static final Duration TO_START = Duration.ofMinutes(3);
    private static final Duration TO_STOP = Duration.ofSeconds(60);
    /** By what stands for the same. */
    private static final Map<String, String> USUAL = Map.of("-Xmx.*", "-Xmx768m", "-XX:\\+Use\\w+GC", "-XX:+UseG1GC");

    private final Path data;
    private final Process process;
    private final Duration took;
    private final JsonNode found;

    private Child(Path data, Process process, Duration took, JsonNode found) {
        this.data = data;
        this.process = process;
        this.took = took;
        this.found = found;
    }

    /**
     * @param terminal file that takes what it says
     * @param words    what to say before folder and port
     */
    static Child start(Path data, Path terminal, Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main()));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(freePort())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(terminal.toFile()));
        // Nothing that is measured may be sent to somebody who takes money for it, and a file is no terminal.
        builder.environment().keySet().removeIf(name -> name.contains("OPENAI") || name.equals("GREENROOM_TERMINAL"));
        builder.environment().putAll(settings);
        Path instance = data.resolve("instance.json");
        Files.deleteIfExists(instance);
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            while (!Files.exists(instance)) {
                if (!process.isAlive() || System.nanoTime() - began > TO_START.toNanos()) {
                    throw new Failure("Greenroom did not start for the bench; see " + terminal + ".");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return new Child(data, process, took, new JsonMapper().readTree(Files.readString(instance)));
        } catch (Throwable problem) {
            stop(process);
            throw problem;
        }
    }

    /** Those of this JVM, which {@code ./greenroom} has chosen, and the usual ones for what it was started without. */
    static List<String> options() {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option ->
                        option.matches("-X.*|--enable-native-access.*|--sun-misc.*|-Djava.awt.*|-Dfile.enc.*"))
                .filter(option -> !option.startsWith("-Xrun"))
                .toList();
        return Stream.concat(
                        USUAL.entrySet().stream()
                                .filter(usual -> own.stream().noneMatch(option -> option.matches(usual.getKey())))
                                .map(Map.Entry::getValue),
                        own.stream())
                .toList();
    }

    /** A jar that Spring Boot has packed starts by its launcher. */
    private static String main() {
        boolean packed = Child.class.getResource("Child.class").toString().contains("BOOT-INF");
        return packed ? "org.springframework.boot.loader.launch.JarLauncher" : Greenroom.class.getName();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From the start of the process until it said where it is. */
    Duration took() {
        return took;
    }

    /** What it says of itself in {@code instance.json}. */
    JsonNode found() {
        return found;
    }

    String password(String server) throws IOException {
        return Files.readString(data.resolve(server + "-password")).strip();
    }

    /** The JVM first, then the servers that it started. */
    List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        stop(process);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
