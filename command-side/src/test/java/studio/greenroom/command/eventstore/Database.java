package studio.greenroom.command.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.PostgresServer;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.settings.PostgresSettings;

/** A real PostgreSQL for this module's tests, started once; each test class gets a database of its own in it. */
public final class Database {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedServers SERVERS = start();

    private final String name;

    private Database(String name) {
        this.name = name;
    }

    private static EmbeddedServers start() {
        try {
            Path folder = Files.createTempDirectory("greenroom-test");
            EmbeddedServers servers = EmbeddedServers.start(folder, Set.of(Server.POSTGRESQL), Listener.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                servers.close();
                FileSystemUtils.deleteRecursively(folder.toFile());
            }));
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Database fresh() {
        String name = "test_" + NUMBER.incrementAndGet();
        PostgresServer server = server();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(name);
    }

    public static PostgresServer server() {
        return SERVERS.postgres();
    }

    public PostgresSettings settings() {
        PostgresServer server = server();
        return new PostgresSettings(server.host(), server.port(), name, server.user(), server.password());
    }

    /** As another process would open it: with connections of its own. */
    public CommandDatabase open() {
        return new CommandDatabase(settings());
    }
}
