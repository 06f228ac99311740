package studio.greenroom.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.settings.PostgresSettings;

/** PostgreSQL and Redis for the tests of this JVM, started by the first that asks. */
public final class TestServers {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedServers servers;

    private TestServers() {}

    public static synchronized EmbeddedServers servers() {
        if (servers == null) {
            Path folder = Path.of("target", "servers-" + ProcessHandle.current().pid())
                    .toAbsolutePath();
            servers = EmbeddedServers.start(folder, Set.of(Server.POSTGRESQL, Server.REDIS), Listener.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        }
        return servers;
    }

    /** A database that nobody else uses. */
    public static PostgresSettings newDatabase() {
        var postgres = servers().postgres();
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return new PostgresSettings(postgres.host(), postgres.port(), name, postgres.user(), postgres.password());
    }

    private static void execute(String sql) {
        var postgres = servers().postgres();
        Properties login = new Properties();
        login.put("user", postgres.user());
        login.put("password", postgres.password());
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), login)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
