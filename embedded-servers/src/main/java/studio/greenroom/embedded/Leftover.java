package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an earlier run that was killed may have left: a server that is still stopping, or a pid file whose number
 * now belongs to another program.
 */
final class Leftover {

    private static final Duration STOPS_BY_ITSELF = Duration.ofSeconds(10);

    private Leftover() {}

    /**
     * Waits for the process of an earlier run to end, by force if it must, and removes a pid file that would
     * keep the server from starting.
     *
     * @param pidFile holds the pid on its first line
     * @param program the executable inside the data folder, which tells our process from any other
     */
    static void clear(Path pidFile, Path program) throws IOException {
        Optional<ProcessHandle> process =
                readPid(pidFile).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            // The server removes the file itself after a check of its shared memory, which must not be skipped.
            return;
        }
        ProcessHandle holder = process.get();
        if (Processes.runs(holder, program)) {
            // Its guard is stopping it; only where that was killed too is force needed.
            if (!Waiting.until(STOPS_BY_ITSELF, () -> !Processes.isRunning(holder))) {
                holder.destroyForcibly();
                Waiting.until(STOPS_BY_ITSELF, () -> !Processes.isRunning(holder));
            }
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private static Optional<Long> readPid(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,10}"))
                    .map(Long::valueOf);
        }
    }
}
