package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.standalone.EventStreamTest.Frame;
import studio.greenroom.standalone.bench.Backlog;
import tools.jackson.databind.JsonNode;

/** The event store is changed there and back while people go on: who watches sees no gap, no double and no rebuild. */
@EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
@Timeout(1_200)
class CopyStoreTest {

    /** People that go on, and leave the machine to what is measured by it. */
    private static final long BETWEEN_TWO = Duration.ofMillis(50).toNanos();

    private static final int EVENTS = 100_000;

    @TempDir
    Path folder;

    private Path data;
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());
    private final List<String> seen = new ArrayList<>();
    private String last;

    @Test
    void allEventsMoveThereAndBackWhilePeopleGoOnAndAfterAKill() throws Exception {
        data = folder.resolve("data");
        Map<String, String> onMongo = Store.MONGODB.environment();
        Map<String, String> onPostgres = new HashMap<>(onMongo);
        onPostgres.remove("GREENROOM_EVENTSTORE");
        try (ChildHouse house = new ChildHouse(data, onPostgres)) {
            Client client = house.start();
            last = client.post("/api/artists", Client.MARA).header("Greenroom-Position");
            backlog();
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> people = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    make(client, 1);
                    LockSupport.parkNanos(BETWEEN_TWO);
                }
            });
            Process killed = house.command("copy-store", "--from", "postgresql", "--to", "mongodb");
            awaitCopied(onMongo.get("GREENROOM_MONGODB_URI"));
            killed.destroyForcibly().waitFor();
            copied(house, "postgresql", "mongodb");
            watch(client, made.size() / 2);
            enough.set(true);
            people.join();
            awaitProjected(client);
            house.stop();

            copied(house, "postgresql", "mongodb");
            house.environment(onMongo);
            goesOn(house.start());
            house.stop();

            copied(house, "mongodb", "postgresql");
            house.environment(onPostgres);
            goesOn(house.start());
        }
    }

    private void make(Client client, int artists) {
        for (int i = 0; i < artists; i++) {
            made.add(client.post("/api/artists", Client.MARA).id());
        }
    }

    /** As many as said of those that were made, from where it was cut. */
    private void watch(Client client, int upTo) throws IOException {
        try (InputStream stream = client.open("/api/events", "Last-Event-ID", last)) {
            BufferedReader lines = EventStreamTest.reader(stream);
            while (seen.size() < upTo) {
                Frame frame = EventStreamTest.next(lines);
                assertThat(frame.event()).isNotEqualTo("reset");
                if (frame.id() != null) {
                    last = frame.id();
                    seen.add(Client.JSON.readTree(frame.data()).get("streamId").asString());
                }
            }
        }
    }

    /** On the other store, as if nothing had happened: the journal has taken nothing but what is new. */
    private void goesOn(Client client) throws Exception {
        assertThat(projected(client)).isLessThan(50);
        make(client, 5);
        watch(client, made.size());
        assertThat(seen).containsExactlyElementsOf(made);
        awaitProjected(client);
        assertThat(projected(client)).isLessThan(50);
    }

    private static double projected(Client client) {
        return new String(client.get("/actuator/prometheus").http().body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("greenroom_projection_events_total{projection=\"journal\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void awaitProjected(Client client) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> {
            JsonNode all = client.get("/api/artists?limit=1&order=newest").json();
            return all.toString().contains(made.get(made.size() - 1));
        });
    }

    private static void awaitCopied(String uri) {
        int slash = uri.lastIndexOf('/');
        try (MongoClient client = MongoClients.create(uri.substring(0, slash))) {
            var commits = client.getDatabase(uri.substring(slash + 1)).getCollection("commits");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> commits.estimatedDocumentCount() > 1_000);
            assertThat(commits.estimatedDocumentCount()).isLessThan(EVENTS);
        }
    }

    private static void copied(ChildHouse house, String from, String to) throws Exception {
        Process copy = house.command("copy-store", "--from", from, "--to", to);
        String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(copy.waitFor()).as(said).isZero();
        assertThat(said).contains("Both hold the same, byte for byte");
    }

    /** Somebody else's artists, all at once. */
    private void backlog() throws Exception {
        JsonNode server = InstanceFile.running(data).orElseThrow().get("postgresql");
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + server.get("host").asString() + ":"
                        + server.get("port").asInt() + "/"
                        + server.get("database").asString(),
                server.get("user").asString(),
                Files.readString(data.resolve("postgresql-password")).strip())) {
            Backlog.write(connection, List.of("own_other"), EVENTS);
        }
    }
}
