package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.standalone.Failure;
import tools.jackson.databind.json.JsonMapper;

/** A running Greenroom of the bench's own, its people, and the way past it to its servers. */
final class Site implements AutoCloseable {

    /** Calls of a provider at a time; as many generations are in flight. */
    static final int IN_FLIGHT = 50;

    static final JsonMapper JSON = new JsonMapper();
    private static final Duration TO_CALM_DOWN = Duration.ofMinutes(2);
    private static final String[] COUNTERS = {
        "greenroom_relay_position",
        "greenroom_projection_events_total{projection=\"journal\"}",
        "greenroom_projection_events_total{projection=\"artist\"}"
    };

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path data;
    private final Path terminal;
    private final Plan plan;
    private final Issuer issuer;
    private final @Nullable MongoPlace mongodb;
    private final List<String> tokens = new ArrayList<>();
    private final Duration firstStart;
    private Child child;

    /** @param mongodb where events are kept, beside which it makes a database of its own; null for PostgreSQL */
    Site(Path data, Path terminal, Plan plan, Issuer issuer, @Nullable MongoSettings mongodb)
            throws IOException, InterruptedException {
        this.mongodb = mongodb == null ? null : MongoPlace.beside(mongodb, "bench");
        if (this.mongodb != null) {
            this.mongodb.drop();
        }
        this.data = data;
        this.terminal = terminal;
        this.plan = plan;
        this.issuer = issuer;
        child = Child.start(data, terminal, settings());
        firstStart = child.took();
        for (int i = 0; i < plan.owners(); i++) {
            tokens.add(issuer.token("person-" + i));
        }
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(issuer.settings());
        settings.put("GREENROOM_EVENTSTORE", mongodb == null ? "postgresql" : "mongodb");
        if (mongodb != null) {
            settings.put("GREENROOM_MONGODB_URI", mongodb.uri());
        }
        settings.put("GREENROOM_PROVIDERS_TEXT", "instant");
        settings.put("GREENROOM_GENERATION_WORKERSPERPROVIDER", Integer.toString(IN_FLIGHT));
        // Limits that are never reached cost what others do.
        settings.put("GREENROOM_LIMITS_REQUESTSPERMINUTE", "100000");
        settings.put("GREENROOM_LIMITS_ACTIVE", "100000");
        return settings;
    }

    /** @throws IllegalStateException when the events are in PostgreSQL */
    MongoSettings mongodb() {
        if (mongodb == null) {
            throw new IllegalStateException("Events are kept in PostgreSQL");
        }
        return mongodb.settings();
    }

    Plan plan() {
        return plan;
    }

    Child child() {
        return child;
    }

    Duration firstStart() {
        return firstStart;
    }

    /** Stops Greenroom in order and starts it again on what it has kept, as these words say. */
    void restart(String... words) throws IOException, InterruptedException {
        child.close();
        child = Child.start(data, terminal, settings(), words);
    }

    URI address() {
        return URI.create(child.found().path("address").asString());
    }

    Line line() throws IOException {
        return new Line(address());
    }

    /** Of a person; numbers beyond the last one begin anew. */
    String token(int person) {
        return tokens.get(person % tokens.size());
    }

    String administrator() {
        return issuer.token("administrator", "greenroom:admin");
    }

    /** What asks for a new artist of that name. */
    byte[] create(int person, String name) {
        return Line.post(
                "/api/artists",
                token(person),
                "{\"name\":\"" + name
                        + "\",\"genre\":\"ambient\",\"traits\":[\"patient\",\"dry\"],\"style\":\"rain-lit noir\"}");
    }

    String owner(int person) throws IOException {
        try (Line line = line()) {
            return JSON.readTree(
                            line.send(Line.get("/api/me", token(person)), 200).body())
                    .path("owner")
                    .asString();
        }
    }

    Metrics metrics() throws IOException, InterruptedException {
        return Metrics.of(http, address());
    }

    /** The database as the child's own login sees it. */
    Connection database() throws SQLException, IOException {
        var found = child.found().path("postgresql");
        Properties login = new Properties();
        login.setProperty("user", found.path("user").asString());
        login.setProperty("password", child.password("postgresql"));
        login.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                found.path("host").asString(),
                                found.path("port").asInt(),
                                found.path("database").asString()),
                login);
    }

    void sql(String... statements) throws SQLException, IOException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** The schema that people read a projection from. */
    String schema(String projection) throws SQLException, IOException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT schema"
                        + " FROM query.projection_version WHERE state = 'live' AND name = '" + projection + "'")) {
            if (!row.next()) {
                throw new Failure("The projection " + projection + " is not live.");
            }
            return row.getString(1);
        }
    }

    /** Until everything that was asked of it has gone its whole way. */
    void calm() throws IOException, InterruptedException {
        List<Double> before = List.of();
        for (long end = System.nanoTime() + TO_CALM_DOWN.toNanos(); System.nanoTime() < end; ) {
            Metrics now = metrics();
            List<Double> counts = new ArrayList<>();
            for (String counter : COUNTERS) {
                counts.add(now.value(counter));
            }
            if (counts.equals(before) && now.value("greenroom_relay_lag") == 0) {
                return;
            }
            before = counts;
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new Failure("Greenroom did not come to rest within " + TO_CALM_DOWN.toSeconds() + " s.");
    }

    @Override
    public void close() {
        child.close();
        if (mongodb != null) {
            mongodb.drop();
        }
    }
}
