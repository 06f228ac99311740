package studio.greenroom.embedded;

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

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A program that cannot outlive this JVM. It runs under a shell that holds a pipe from here on its standard
 * input; when the pipe ends, because this JVM closed it or died in whatever way, the shell stops the program.
 */
final class ChildProcess {

    // A session of its own keeps a terminal's Ctrl-C from the program: the order of stopping is decided here.
    // Where there is no setsid, the shell's job control does that (and is only asked for there, as some
    // shells have it on terminals alone). The stop signal is followed by CONT, which a suspended program needs.
    private static final String GUARD = """
            exec 3<&0
            command -v setsid > /dev/null || set -m
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

    private final Process shell;
    private final ProcessHandle program;
    private final Duration patience;

    private ChildProcess(Process shell, ProcessHandle program, Duration patience) {
        this.shell = shell;
        this.program = program;
        this.patience = patience;
    }

    /**
     * @param stopSignal the name of the signal for an orderly stop, such as {@code TERM}
     * @param patience   how long an orderly stop may take before the program is killed
     * @param output     receives what the program prints; replaced
     */
    static ChildProcess launch(List<String> command, Unprivileged user, String stopSignal, Duration patience,
                               Path directory, Path output) throws IOException {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"))) {
            all.add("setsid");
        }
        all.addAll(user.command(List.of("sh", "-c", GUARD, "guard", stopSignal, String.valueOf(patience.toSeconds()))));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile()).redirectError(Redirect.to(output.toFile()));
        builder.environment().put("LC_ALL", "C");
        Process shell = builder.start();
        // Not closed: its end closes with the shell's.
        String pid = new BufferedReader(new InputStreamReader(shell.getInputStream(), US_ASCII)).readLine();
        ProcessHandle program = pid == null ? null : ProcessHandle.of(Long.parseLong(pid)).orElse(null);
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
        try {
            shell.getOutputStream().close();
        } catch (IOException ignored) {
            // The pipe is gone, and so is the shell.
        }
        if (!Waiting.until(patience.plusSeconds(2), () -> !shell.isAlive() && isGone())) {
            kill();
        }
    }

    /** The program dies at once, as by {@code kill -9}. */
    void kill() {
        if (program != null) {
            program.destroyForcibly();
        }
        if (!Waiting.until(Duration.ofSeconds(5), () -> !shell.isAlive())) {
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

    private boolean isGone() {
        return program == null || !program.isAlive();
    }

    private void signal(String name) {
        // The program first: while it stands still it makes no further children.
        List<String> command = new ArrayList<>(List.of("kill", "-s", name, String.valueOf(pid())));
        run(command);
        try (Stream<ProcessHandle> children = program.descendants()) {
            List<String> pids = children.map(child -> String.valueOf(child.pid())).toList();
            if (!pids.isEmpty()) {
                List<String> all = new ArrayList<>(List.of("kill", "-s", name));
                all.addAll(pids);
                run(all);
            }
        }
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(List.of("sh", "-c", String.join(" ", command)))
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start().waitFor();
        } catch (IOException problem) {
            throw new IllegalStateException("cannot send a signal", problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
