package studio.greenroom.kernel.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.settings.PostgresSettings;

/** Before a side begins, the servers that it needs have to be there; until then it waits and says for whom. */
final class ServersAwaited {

    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);
    private static final int TRY_EVERY_MILLIS = 500;
    private static final int CONNECT_MILLIS = 1_000;

    /** Classes of SQLSTATE that speak of a server that is not there or not ready yet: connection, operator. */
    private static final Set<String> PASSING = Set.of("08", "57", "53");

    private interface Attempt {

        void connect() throws IOException, SQLException;
    }

    private final String side;
    private final Consumer<String> said;
    private final Map<String, Attempt> servers = new LinkedHashMap<>();

    /** @param said told each time that it waits */
    ServersAwaited(String side, Environment environment, Consumer<String> said) {
        this.side = side;
        this.said = said;
        PostgresSettings postgres = Binder.get(environment).bindOrCreate("greenroom.postgres", PostgresSettings.class);
        servers.put(
                "PostgreSQL at " + postgres.host() + ":" + postgres.port(),
                () -> DriverManager.getConnection(
                                postgres.jdbcUrl() + "?connectTimeout=2", postgres.user(), postgres.password())
                        .close());
        socket(
                "Redis",
                environment.getProperty("greenroom.redis.host", "127.0.0.1") + ":"
                        + environment.getProperty("greenroom.redis.port", "6379"));
        socket(
                "Kafka",
                Binder.get(environment)
                        .bindOrCreate("greenroom.kafka", KafkaSettings.class)
                        .bootstrapServers()
                        .split(",")[0]
                        .strip());
    }

    private void socket(String name, String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "the address of " + name + " is \"" + address + "\", and it has to be host:port");
        }
        int port = Integer.parseInt(address.substring(colon + 1));
        servers.put(name + " at " + address, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.substring(0, colon), port), CONNECT_MILLIS);
            }
        });
    }

    /** @throws IllegalStateException when one of them is there and will never let Greenroom in */
    void await() {
        servers.forEach(this::await);
    }

    private void await(String server, Attempt attempt) {
        long told = 0;
        while (!answers(server, attempt)) {
            if (told == 0 || System.nanoTime() - told > SAY_AGAIN.toNanos()) {
                told = System.nanoTime();
                said.accept(side + " waits for " + server);
            }
            pause();
        }
    }

    private static boolean answers(String server, Attempt attempt) {
        try {
            attempt.connect();
            return true;
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!PASSING.contains(state.substring(0, 2))) {
                throw new IllegalStateException(server + " does not let Greenroom in: " + e.getMessage());
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TRY_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it waited", e);
        }
    }
}
