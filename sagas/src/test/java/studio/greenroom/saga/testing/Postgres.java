package studio.greenroom.saga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.PostgresServer;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.saga.database.SagaDatabase;

/** One real PostgreSQL for all tests of this module; every test begins with empty tables. */
public final class Postgres {

    private static EmbeddedServers servers;
    private static SagaDatabase database;

    private Postgres() {}

    public static synchronized SagaDatabase empty() {
        if (servers == null) {
            start();
        }
        JdbcTemplate jdbc = database.workers().jdbc();
        jdbc.execute("TRUNCATE saga, saga_association, consumer_position, parked, outbox, attempt, attempt_turn, "
                + "duty, scheduled_tasks");
        return database;
    }

    /** The same server as an application is told of it. */
    public static String[] properties() {
        empty();
        PostgresServer server = servers.postgres();
        return new String[] {
            "greenroom.postgres.port=" + port(),
            "greenroom.postgres.database=" + server.database(),
            "greenroom.postgres.user=" + server.user(),
            "greenroom.postgres.password=" + server.password()
        };
    }

    private static void start() {
        try {
            Path folder = Files.createTempDirectory("sagas");
            servers = EmbeddedServers.start(folder, Set.of(Server.POSTGRESQL), Listener.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                servers.close();
                try {
                    FileSystemUtils.deleteRecursively(folder);
                } catch (IOException e) {
                    // What stays in the folder for temporary files is the system's to clear.
                }
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PostgresServer server = servers.postgres();
        database = new SagaDatabase(
                new PostgresSettings("127.0.0.1", port(), server.database(), server.user(), server.password()));
    }

    private static int port() {
        return Integer.parseInt(servers.postgres().jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    }
}
