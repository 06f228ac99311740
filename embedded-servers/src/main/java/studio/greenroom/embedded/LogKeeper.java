package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Bounds the log files of the servers that do not bound them themselves; looks once a minute. */
final class LogKeeper implements AutoCloseable {

    private static final long LARGEST_BYTES = 8L << 20;
    private static final int POSTGRES_FILES = 4;

    private final Layout layout;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "server-logs");
        thread.setDaemon(true);
        return thread;
    });

    LogKeeper(Layout layout) {
        this.layout = layout;
        Future<?> unused = clock.scheduleWithFixedDelay(this::look, 1, 60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    void look() {
        try {
            rotateRedis(layout.log(Server.REDIS).resolve("redis.log"));
            prunePostgres(layout.log(Server.POSTGRESQL));
        } catch (IOException | RuntimeException ignored) {
            // A log that cannot be bounded now can be a minute later.
        }
    }

    /** Redis opens its log for each line, so that the file can be renamed while it runs. */
    private static void rotateRedis(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_BYTES) {
            Files.move(log, log.resolveSibling("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** PostgreSQL begins a new file at each start, each day and each 8 MB, and never deletes one. */
    private static void prunePostgres(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> newestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            newestFirst = files.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        }
        for (Path old : newestFirst.subList(Math.min(POSTGRES_FILES, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(old);
        }
    }
}
