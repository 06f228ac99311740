package studio.greenroom.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A server that is a process of its own: it is started, watched until it answers, and stopped in the same way. */
public abstract sealed class ChildServer permits PostgresServer, RedisServer {

    private static final int ATTEMPTS = 5;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 400;
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    final Server kind;
    final Layout layout;
    final Unprivileged user;
    private @Nullable ChildProcess process;
    private @Nullable String password;
    private int port;

    ChildServer(Server kind, Layout layout, Unprivileged user) {
        this.kind = kind;
        this.layout = layout;
        this.user = user;
    }

    /** Puts programs, data folder and configuration in place; cheap when they are. */
    abstract void prepare(String password, Consumer<String> progress) throws IOException;

    abstract List<String> command(int port) throws IOException;

    /** Whether the server at this port answers a real request with this folder's password. */
    abstract boolean answers(int port);

    abstract Path program();

    abstract Path pidFile();

    abstract String stopSignal();

    final void start(int preferredPort, Consumer<String> progress) throws IOException {
        user.own(layout.log(kind));
        String kept = Secret.keptIn(layout.password(kind));
        password = kept;
        prepare(kept, progress);
        progress.accept("starting");
        launch(() -> Ports.preferredOrFree(preferredPort));
    }

    /** Starts the server again on the same folder and port. @throws StartFailure if it does not come up */
    public final synchronized void startAgain() {
        if (isAlive()) {
            return;
        }
        int same = port;
        try {
            launch(() -> same);
        } catch (IOException problem) {
            throw new UncheckedIOException(kind.title() + " does not start again", problem);
        }
    }

    /** Stops in order; after 12 s by force. Does nothing if the server is not running. */
    public final synchronized void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the server's process as {@code kill -9} does, without any order. */
    public final synchronized void kill() {
        started().kill();
    }

    /** Halts all of the server's processes where they stand (SIGSTOP): connections stay open, nothing answers. */
    public final void suspend() {
        started().suspend();
    }

    /** Lets a halted server go on (SIGCONT). */
    public final void resume() {
        started().resume();
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The server's main process. */
    public final long pid() {
        return started().pid();
    }

    /** Made at the first start and kept. */
    public final String password() {
        if (password == null) {
            throw new IllegalStateException(kind.title() + " was never started");
        }
        return password;
    }

    /** Always the loopback address. */
    public final String host() {
        return Ports.HOST;
    }

    public final int port() {
        return port;
    }

    /** Host and port, such as {@code 127.0.0.1:15432}. */
    public final String address() {
        return host() + ":" + port;
    }

    private ChildProcess started() {
        if (process == null) {
            throw new IllegalStateException(kind.title() + " was never started");
        }
        return process;
    }

    // More than one attempt: another program may take the port between the look and the start, and what a
    // killed server leaves (shared memory, a process that is still ending) blocks the next for a moment.
    private synchronized void launch(IntSupplier choice) throws IOException {
        Instant begin = Instant.now();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Leftover.clear(pidFile(), program());
            port = choice.getAsInt();
            Path output = layout.log(kind).resolve("start.log");
            ChildProcess started =
                    ChildProcess.launch(command(port), user, stopSignal(), PATIENCE, layout.data(kind), output);
            process = started;
            boolean answered = Waiting.until(RECOVERY, () -> !started.isAlive() || answers(port)) && started.isAlive();
            if (answered) {
                return;
            }
            started.stop();
            if (Thread.currentThread().isInterrupted() || !Waiting.pause(BETWEEN_ATTEMPTS_MILLIS * attempt)) {
                break;
            }
        }
        throw new StartFailure("%s did not start (%s). Its log is in %s."
                .formatted(kind.title(), LastWords.in(layout.log(kind), begin), layout.log(kind)));
    }
}
