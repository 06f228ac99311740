package studio.greenroom.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** Kafka 4.2.1 as a single node that is its own controller, inside this JVM. */
public final class KafkaServer {

    static final int PREFERRED_PORT = 19092;
    static final int PREFERRED_CONTROLLER_PORT = 19093;
    private static final int ATTEMPTS = 4;
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Layout layout;
    private @Nullable KafkaRaftServer server;
    private int port;

    KafkaServer(Layout layout) {
        this.layout = layout;
    }

    synchronized void start(int preferredPort, Consumer<String> progress) throws Exception {
        if (!Files.isDirectory(layout.log(Server.KAFKA))) {
            Files.createDirectory(layout.log(Server.KAFKA), DataFolder.OWNER_ONLY);
        }
        KafkaLog.into(layout.log(Server.KAFKA));
        if (!Files.isDirectory(folder())) {
            progress.accept("formatting");
            format();
        }
        progress.accept("starting");
        launch(preferredPort, true);
    }

    /** Stops in order, within 15 s; a node that takes longer is left to end by itself. */
    public synchronized void stop() {
        if (server != null) {
            shutDown(server);
            server = null;
        }
    }

    /** Starts the node again on the same folder and port. @throws StartFailure if it does not come up */
    public synchronized void startAgain() {
        if (server == null) {
            try {
                launch(port, false);
            } catch (Exception problem) {
                throw StartFailure.of(Server.KAFKA, problem, layout);
            }
        }
    }

    /** Always the loopback address. */
    public String host() {
        return Ports.HOST;
    }

    /** The port for clients; the controller's is nobody else's concern. */
    public int port() {
        return port;
    }

    /** Host and port, such as {@code 127.0.0.1:19092}. */
    public String address() {
        return host() + ":" + port;
    }

    private Path folder() {
        return layout.data(Server.KAFKA);
    }

    // Into a folder beside, then renamed: a format that was cut short is simply done again.
    private void format() throws Exception {
        Path fresh = folder().resolveSibling(folder().getFileName() + ".new");
        Archive.deleteTree(fresh);
        Files.createDirectory(fresh, DataFolder.OWNER_ONLY);
        new Formatter()
                .setNodeId(KafkaSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(fresh.toString())
                .setMetadataLogDirectory(fresh.toString())
                .setControllerListenerName(KafkaSettings.CONTROLLER)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
        Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch(int wanted, boolean mayMove) throws Exception {
        for (int attempt = 1; ; attempt++) {
            port = mayMove ? Ports.preferredOrFree(wanted) : wanted;
            try {
                startOnce(port, Ports.preferredOrFree(PREFERRED_CONTROLLER_PORT));
                return;
            } catch (Exception problem) {
                if (attempt == ATTEMPTS || !isTakenPort(problem)) {
                    throw problem;
                }
            }
        }
    }

    void startOnce(int clientPort, int controllerPort) throws Exception {
        Map<String, Object> settings = KafkaSettings.of(folder(), clientPort, controllerPort);
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        KafkaExit.withheldDuring(() -> {
            try {
                started.startup();
                server = started;
            } catch (Exception problem) {
                shutDown(started);
                throw problem;
            }
        });
    }

    private static boolean isTakenPort(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void shutDown(KafkaRaftServer server) {
        Thread stopping = new Thread(
                () -> {
                    try {
                        KafkaExit.withheldDuring(() -> {
                            server.shutdown();
                            server.awaitShutdown();
                        });
                    } catch (Exception unclean) {
                        // The broker's log tells why; the next start recovers what an unclean stop leaves.
                    }
                },
                "kafka-stop");
        stopping.setDaemon(true);
        stopping.start();
        Waiting.untilStopped(STOP, () -> !stopping.isAlive());
    }
}
