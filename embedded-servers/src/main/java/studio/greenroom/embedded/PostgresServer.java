package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** PostgreSQL 18.6 with its own database, reached through the loopback address with a password. */
public final class PostgresServer extends ChildServer {

    static final String VERSION = "18.6";
    static final int PREFERRED_PORT = 15432;
    static final String DATABASE = "greenroom";
    static final String USER = "greenroom";
    private static final String UNKNOWN_DATABASE = "3D000";

    // For a machine of 2 cores and some gigabytes: a quarter gigabyte of cache, checkpoints few and spread out.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", Ports.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("max_wal_size", "1GB"),
            Map.entry("wal_compression", "on"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("checkpoint_completion_target", "0.9"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("max_parallel_workers", "2"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("timezone", "UTC"),
            Map.entry("logging_collector", "on"),
            Map.entry("log_filename", "postgresql-%Y%m%d-%H%M%S.log"),
            Map.entry("log_rotation_size", "8MB"),
            Map.entry("log_rotation_age", "1d"));

    private final PostgresCluster cluster;

    PostgresServer(Layout layout, Unprivileged user) {
        super(Server.POSTGRESQL, layout, user);
        this.cluster = new PostgresCluster(
                layout.programs().resolve("postgresql-" + VERSION), layout.data(Server.POSTGRESQL), user);
    }

    public String database() {
        return DATABASE;
    }

    public String user() {
        return USER;
    }

    /** The JDBC address of the database, without credentials. */
    public String jdbcUrl() {
        return jdbcUrl(port(), DATABASE);
    }

    @Override
    void prepare(String password, Consumer<String> progress) throws IOException {
        cluster.prepare(USER, password, layout.log(kind), progress);
    }

    @Override
    List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(
                program().toString(),
                "-D",
                cluster.folder().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "log_directory=" + layout.log(kind)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    @Override
    boolean answers(int port) {
        try (Connection connection = connect(port, DATABASE);
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException problem) {
            // A first start that was cut short after initdb has a cluster without the database.
            return UNKNOWN_DATABASE.equals(problem.getSQLState()) && createDatabase(port);
        }
    }

    @Override
    Path program() {
        return cluster.program("postgres");
    }

    @Override
    Path pidFile() {
        return cluster.folder().resolve("postmaster.pid");
    }

    /** PostgreSQL's fast stop: open transactions are rolled back, a checkpoint is written. */
    @Override
    String stopSignal() {
        return "INT";
    }

    private boolean createDatabase(int port) {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection connect(int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("sslmode", "disable");
        return new org.postgresql.Driver().connect(jdbcUrl(port, database), properties);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://%s:%s/%s".formatted(Ports.HOST, port, database);
    }
}
