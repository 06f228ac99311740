package studio.greenroom.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that cannot outlive this JVM. It runs under a shell that holds a pipe from here on its standard
 * input; when the pipe ends, because this JVM closed it or died in whatever way, the shell stops the program.
 */
final class ChildProcess {

    // The stop signal is followed by CONT, which a suspended program needs in order to notice.
    private static final String GUARD = """
            exec 3<&0
            trap '' INT HUP
            signal=$1 patience=$2; shift 2
            "$@" 3<&- < /dev/null >&2 &
            program=$!
            echo "$program"
            ( while read -r line <&3; do :; done
              kill -s "$signal" "$program"; kill -s CONT "$program"
              while kill -s 0 "$program" && [ "$patience" -gt 0 ]; do sleep 1; patience=$((patience - 1)); done
              kill -s KILL "$program" ) > /dev/null 2>&1 &
            guard=$!
            wait "$program"; status=$?
            kill -s KILL "$guard"
            exit "$status"
            """;

    // A session of its own keeps a terminal's Ctrl-C from the program: the order of stopping is decided here.
    // macOS has no setsid; there the shell's job control does it, which other shells have on terminals alone.
    private static final boolean HAS_SETSID = Stream.of(
                    System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));

    private final Process shell;
    private final @Nullable ProcessHandle program;
    private final Duration patience;

    private ChildProcess(Process shell, @Nullable ProcessHandle program, Duration patience) {
        this.shell = shell;
        this.program = program;
        this.patience = patience;
    }

    /**
     * @param stopSignal the name of the signal for an orderly stop, such as {@code TERM}
     * @param patience   how long an orderly stop may take before the program is killed
     * @param output     receives what the program prints; replaced
     */
    static ChildProcess launch(
            List<String> command, Unprivileged user, String stopSignal, Duration patience, Path directory, Path output)
            throws IOException {
        List<String> all = new ArrayList<>();
        if (HAS_SETSID) {
            all.add("setsid");
        }
        String script = HAS_SETSID ? GUARD : "set -m\n" + GUARD;
        all.addAll(
                user.command(List.of("sh", "-c", script, "guard", stopSignal, String.valueOf(patience.toSeconds()))));
        all.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(directory.toFile()).redirectError(Redirect.to(output.toFile()));
        builder.environment().put("LC_ALL", "C");
        Process shell = builder.start();
        // Not closed: its end closes with the shell's.
        String pid = new BufferedReader(new InputStreamReader(shell.getInputStream(), US_ASCII)).readLine();
        ProcessHandle program =
                pid == null ? null : ProcessHandle.of(Long.parseLong(pid)).orElse(null);
        return new ChildProcess(shell, program, patience);
    }

    boolean isAlive() {
        return shell.isAlive() && program != null && program.isAlive();
    }

    /** @throws IllegalStateException if the program never came up */
    long pid() {
        if (program == null) {
            throw new IllegalStateException("the program is not running");
        }
        return program.pid();
    }

    /** Stops in order, and by force once the patience is over; returns when the program is gone. */
    void stop() {
        List<ProcessHandle> family = family();
        try {
            shell.getOutputStream().close();
        } catch (IOException ignored) {
            // The pipe is gone, and so is the shell.
        }
        if (!Waiting.untilStopped(patience.plusSeconds(2), () -> !shell.isAlive() && areGone(family))) {
            kill();
        }
    }

    /** The program dies at once, as by {@code kill -9}. */
    void kill() {
        List<ProcessHandle> family = family();
        if (program != null) {
            program.destroyForcibly();
        }
        if (!Waiting.untilStopped(Duration.ofSeconds(5), () -> !shell.isAlive() && areGone(family))) {
            family.forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    /** Halts the program and all of its children where they stand (SIGSTOP). */
    void suspend() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    /** The program and the processes it made. */
    private List<ProcessHandle> family() {
        if (program == null) {
            return List.of();
        }
        try (Stream<ProcessHandle> children = program.descendants()) {
            return Stream.concat(Stream.of(program), children).toList();
        }
    }

    private static boolean areGone(List<ProcessHandle> family) {
        return family.stream().noneMatch(Processes::isRunning);
    }

    private void signal(String name) {
        // The program first: while it stands still it makes no further children.
        send(name, pid());
        family().stream().skip(1).forEach(child -> send(name, child.pid()));
    }

    private static void send(String signal, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pid)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException problem) {
            throw new IllegalStateException("cannot send a signal", problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
