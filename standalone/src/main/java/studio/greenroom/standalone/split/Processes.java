package studio.greenroom.standalone.split;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** The sides' processes, watched: one that ends is started again, and what happened is said. */
public final class Processes implements AutoCloseable {

    private static final int LOOK_EVERY_MILLIS = 250;
    private static final int NOT_SIGNED_IN = 401;
    /** An address of each side behind the front. */
    private static final Map<String, String> DOORS =
            Map.of("/api/artists", "POST", "/api/me", "GET", "/api/admin/saga-dead-letters", "GET");

    private final List<Child> children;
    private final Path logFolder;
    private final Terminal terminal;
    private final Map<Child, Row> rows = new ConcurrentHashMap<>();
    private volatile boolean closing;

    private Processes(List<Child> children, Path logFolder, Terminal terminal) {
        this.children = children;
        this.logFolder = logFolder;
        this.terminal = terminal;
    }

    /**
     * Starts the three sides and the front, and returns when all of them serve.
     *
     * @param port       of the front
     * @param properties of servers and identity
     * @throws StartFailure when one of them ends instead; nothing is left running then
     */
    public static Processes start(
            int port, int replicas, Map<String, String> properties, String token, Path data, Terminal terminal) {
        List<Child> children = new Sides(replicas, properties, token).children(port, Sides.frontJar());
        Processes processes = new Processes(children, data.resolve("log").toAbsolutePath(), terminal);
        try {
            children.forEach(processes::start);
            children.forEach(processes::awaitReady);
            processes.awaitOpenDoors();
            processes.watch();
            return processes;
        } catch (RuntimeException problem) {
            processes.close();
            throw problem;
        }
    }

    private void start(Child child) {
        Row row = terminal.row(child.name(), "starting");
        rows.put(child, row);
        try {
            child.start(
                    logFolder,
                    line -> row.working(
                            line.contains(" waits for ") ? "waiting" : "starting",
                            line.replaceFirst(".* waits for ", "")));
        } catch (IOException problem) {
            row.failed();
            throw new StartFailure(child.name() + " could not be started: " + problem.getMessage(), problem);
        }
    }

    private void awaitReady(Child child) {
        while (!child.isReady()) {
            if (!child.isAlive()) {
                row(child).failed();
                throw new StartFailure(
                        child.lastWord().isEmpty()
                                ? child.name() + " ended with " + child.exitCode() + "."
                                : child.lastWord());
            }
            pause();
        }
        if (child != front()) {
            row(child).done("ready", child.address().getAuthority());
        }
    }

    /** The front looks for itself who serves; until it has found a process of each side it would turn people away. */
    private void awaitOpenDoors() {
        while (!DOORS.entrySet().stream()
                .allMatch(door -> front().status(door.getValue(), door.getKey()) == NOT_SIGNED_IN)) {
            pause();
        }
        row(front()).done("ready", front().address().getAuthority());
    }

    private Row row(Child child) {
        return Objects.requireNonNull(rows.get(child));
    }

    private Child front() {
        return children.get(children.size() - 1);
    }

    private void watch() {
        Thread watch = new Thread(
                () -> {
                    while (!closing) {
                        new ArrayList<>(children)
                                .stream()
                                        .filter(child -> !child.isAlive() && !closing)
                                        .forEach(this::again);
                        pause();
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void again(Child child) {
        terminal.say("%s ended with %s and is started again.".formatted(child.name(), child.exitCode()));
        try {
            child.start(logFolder, line -> {});
        } catch (IOException problem) {
            terminal.say("%s could not be started: %s".formatted(child.name(), problem.getMessage()));
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("stopped while it started", e);
        }
    }

    /** The front first, so that nobody is let in any more; then all sides at once. */
    @Override
    public void close() {
        closing = true;
        front().terminate();
        front().awaitEnd();
        children.forEach(Child::terminate);
        children.forEach(Child::awaitEnd);
    }
}
