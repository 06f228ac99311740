package studio.greenroom.kernel.fault;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A server that speaks MongoDB's protocol, in a process of its own, so that Greenroom can end without it. */
public final class MongoServerProcess {

    private static final MongoServerProcess ONE = new MongoServerProcess();

    private final Process process;
    private final int port;

    private MongoServerProcess() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Served.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            port = Integer.parseInt(Objects.requireNonNull(said.readLine(), "the server did not start"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MongoServerProcess one() {
        return ONE;
    }

    /** Without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    /** What runs in that process. */
    public static final class Served {

        private Served() {}

        /** Says its port, and ends with whoever started it. */
        public static void main(String[] none) throws IOException {
            InetSocketAddress address = new MongoServer(new MemoryBackend()).bind();
            System.out.println(address.getPort());
            System.out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
            Runtime.getRuntime().halt(0);
        }
    }
}
