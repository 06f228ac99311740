package studio.greenroom.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Real questions to the servers, asked with nothing but what {@link EmbeddedServers#properties()} tells. */
record Questions(Map<String, String> properties) {

    /** Runs a statement and returns the first column of its first row, or null if it has none. */
    String sql(String statement) throws SQLException {
        String url = "jdbc:postgresql://%s:%s/%s?socketTimeout=5&connectTimeout=5"
                .formatted(
                        properties.get("greenroom.postgres.host"),
                        properties.get("greenroom.postgres.port"),
                        properties.get("greenroom.postgres.database"));
        try (Connection connection = DriverManager.getConnection(
                        url, properties.get("greenroom.postgres.user"), properties.get("greenroom.postgres.password"));
                Statement jdbc = connection.createStatement()) {
            if (!jdbc.execute(statement)) {
                return null;
            }
            ResultSet rows = jdbc.getResultSet();
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Sends lines of the inline protocol after the password, and returns what came back line by line. */
    List<String> redis(String... lines) throws IOException {
        try (Socket socket = new Socket(
                properties.get("greenroom.redis.host"), Integer.parseInt(properties.get("greenroom.redis.port")))) {
            socket.setSoTimeout(2000);
            String request = "AUTH " + properties.get("greenroom.redis.password") + "\r\n" + String.join("\r\n", lines)
                    + "\r\nQUIT\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            List<String> all = new ArrayList<>();
            for (String reply = replies.readLine(); reply != null; reply = replies.readLine()) {
                all.add(reply);
            }
            return all.subList(1, all.size() - 1);
        }
    }

    void createTopic(String name) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    Set<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", properties.get("greenroom.kafka.bootstrap-servers")));
    }
}
