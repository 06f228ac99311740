package studio.greenroom.standalone.split;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process of a side. It is on a leash: its standard input ends with this process, and then so does it. What it prints
 * is about its start; what it logs goes to a file of its own.
 */
final class Child {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final String side;
    private final String name;
    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile @Nullable Process process;
    private volatile String lastWord = "";

    /**
     * @param side what it calls itself
     * @param name what it is called here, since a side may have several
     */
    Child(String side, String name, int port, List<String> command, Map<String, String> environment) {
        this.side = side;
        this.name = name;
        this.port = port;
        this.command = command;
        this.environment = environment;
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The last that it said about its start. */
    String lastWord() {
        return lastWord;
    }

    long pid() {
        return started().pid();
    }

    boolean isAlive() {
        return started().isAlive();
    }

    int exitCode() {
        return started().exitValue();
    }

    /** @param said told what it says about its start */
    void start(Path logFolder, Consumer<String> said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "GREENROOM_LEASH",
                        "stdin",
                        "SERVER_PORT",
                        Integer.toString(port),
                        "LOGGING_FILE_NAME",
                        logFolder.resolve(name + ".log").toString(),
                        "LOGGING_STRUCTURED_FORMAT_FILE",
                        "logstash",
                        "LOGGING_THRESHOLD_CONSOLE",
                        "OFF"));
        Process started = builder.start();
        process = started;
        Thread listening = new Thread(() -> listen(started, said), "listen-to-" + name);
        listening.setDaemon(true);
        listening.start();
    }

    /** Whether it serves; a side that waits for its servers does not. */
    boolean isReady() {
        return status("GET", "/actuator/health/readiness") == 200;
    }

    /** The status that it answers without an identity; 0 when it does not answer. */
    int status(String method, String path) {
        try {
            HttpRequest question = HttpRequest.newBuilder(address().resolve(path))
                    .timeout(PATIENCE)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process started() {
        return Objects.requireNonNull(process);
    }

    /** Asks it to stop in order. */
    void terminate() {
        Process last = process;
        if (last != null) {
            last.destroy();
        }
    }

    void awaitEnd() {
        Process last = process;
        if (last == null) {
            return;
        }
        try {
            if (!last.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Process started, Consumer<String> said) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(side)) {
                    lastWord = line;
                    said.accept(line);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
    }
}
