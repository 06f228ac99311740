package studio.greenroom.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;

/** Greenroom in this JVM on real servers of its own. */
final class House implements AutoCloseable {

    private static final String OWNER = "own_00000000000000000000000001";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String STRANGER = "own_00000000000000000000000002";
    private static final String STRANGERS_TOKEN = "fedcba9876543210fedcba9876543210";
    private static House shared;

    private final Path data = folder();
    private final EmbeddedServers servers = EmbeddedServers.start(Unpacked.in(data), Listener.silent());
    private final Map<String, Object> settings;
    private ConfigurableApplicationContext node;
    private final Map<String, ConfigurableApplicationContext> others = new HashMap<>();

    House(Map<String, Object> settings) {
        this.settings = settings;
        node = node(OWNER, TOKEN, settings);
    }

    /** The one that test classes share which do not break it; it goes with the JVM. */
    static synchronized House shared() {
        if (shared == null) {
            shared = new House(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("greenroom-house");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext node(String owner, String token, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(servers.properties());
        properties.put("greenroom.data", data.toString());
        properties.put("greenroom.local.token", token);
        properties.put("greenroom.local.owner", owner);
        properties.put("greenroom.local.code", "one-time-code");
        properties.put("server.port", 0);
        // Limits have a test of their own, and so has the same request that is made twice.
        properties.put("greenroom.repeats.kept", "0s");
        properties.put("greenroom.limits.requests-per-minute", 100_000);
        properties.put("greenroom.limits.active", 100_000);
        properties.putAll(settings);
        return StandaloneApplication.start(properties);
    }

    private static String address(ConfigurableApplicationContext node) {
        return "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port");
    }

    EmbeddedServers servers() {
        return servers;
    }

    String address() {
        return address(node);
    }

    Client client() {
        return client(TOKEN);
    }

    Client client(String token) {
        return new Client(address(), token);
    }

    /** The application anew, on the servers that are there. */
    void restart() {
        node.close();
        node = node(OWNER, TOKEN, settings);
    }

    /** Another owner: in local mode a node has one, so this is a second node on the same databases. */
    Client stranger() {
        return another(STRANGER, STRANGERS_TOKEN, Map.of());
    }

    /** On a node with settings of its own. */
    synchronized Client another(String owner, String token, Map<String, Object> nodesSettings) {
        ConfigurableApplicationContext another =
                others.computeIfAbsent(owner, missing -> node(owner, token, nodesSettings));
        return new Client(address(another), token);
    }

    @Override
    public void close() {
        others.values().forEach(ConfigurableApplicationContext::close);
        node.close();
        servers.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
