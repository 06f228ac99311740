package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** M5: people go on reading and writing while every read model is built anew and takes the old one's place. */
class LiveRebuildTest {

    private static final int ARTISTS = Scale.of(120, 20_000);

    private final List<String> artists = new CopyOnWriteArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicBoolean going = new AtomicBoolean(true);

    @Test
    void everyReadModelIsRebuiltDuringWritesWithoutOneFailedReadOrLostWrite() throws Exception {
        try (House house = new House(Map.of("greenroom.rebuild.batch", 50))) {
            Client client = house.client();
            for (int i = 0; i < ARTISTS; i++) {
                artists.add(client.post("/api/artists", Client.MARA).id());
            }
            ExecutorService people = Executors.newFixedThreadPool(3);
            List<Future<?>> work = List.of(
                    people.submit(() -> whileGoing(() -> read(client))),
                    people.submit(() -> whileGoing(() -> read(client))),
                    people.submit(() -> whileGoing(() -> write(client))));

            for (String name : List.of("artist", "generation", "journal", "ledger", "artist")) {
                rebuild(client, name);
            }
            int readsBefore = reads.get();
            client.await("/api/me", me -> reads.get() > readsBefore + 20);
            going.set(false);
            people.shutdown();
            assertThat(people.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            for (Future<?> one : work) {
                one.get();
            }

            assertThat(wrong).isEmpty();
            assertThat(writes.get()).isPositive();
            assertThat(artists).hasSize(ARTISTS + writes.get());
            for (String id : artists.subList(ARTISTS, artists.size())) {
                assertThat(client.get("/api/artists/" + id)
                                .json()
                                .path("revision")
                                .asInt())
                        .isEqualTo(2);
            }
            assertThatTheJournalIsTheStore(house);
        }
    }

    private static void rebuild(Client client, String name) {
        String path = "/api/admin/projections/" + name + "/rebuild";
        Answer begun = client.post(path, null);
        assertThat(begun.status()).as(begun.json().toString()).isEqualTo(202);
        JsonNode done = client.await(
                path,
                rebuild -> !List.of("loading", "catching-up")
                        .contains(rebuild.path("state").asString()));
        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("id").asString()).isEqualTo(begun.id());
        assertThat(done.path("events").asLong()).isGreaterThanOrEqualTo(ARTISTS);
    }

    private Object whileGoing(Runnable what) {
        while (going.get()) {
            what.run();
        }
        return null;
    }

    private void read(Client client) {
        String one = artists.get(ThreadLocalRandom.current().nextInt(ARTISTS));
        for (String path : List.of(
                "/api/artists/" + one,
                "/api/artists?limit=5",
                "/api/generations",
                "/api/history/" + one,
                "/api/events?order=newest&limit=5",
                "/api/ledger")) {
            Answer answer = client.get(path);
            if (answer.status() != 200) {
                wrong.add(path + " " + answer.status() + " " + answer.json());
            }
            reads.incrementAndGet();
        }
    }

    /** Makes an artist, edits it, and reads what it wrote. */
    private void write(Client client) {
        Answer made = client.post("/api/artists", Client.MARA);
        String path = made.header("Location");
        Answer edited = client.send("PUT", path, Client.MARA.replace("ambient", "dub"), "If-Match", "\"1\"");
        Answer read = client.get(path + "?atLeast=" + edited.header("Greenroom-Position"));
        if (read.status() != 200 || !read.json().path("genre").asString("").equals("dub")) {
            wrong.add("written " + edited.status() + ", read " + read.status() + " " + read.json());
        }
        artists.add(made.id());
        writes.incrementAndGet();
    }

    private static void assertThatTheJournalIsTheStore(House house) throws Exception {
        var postgres = house.servers().postgres();
        try (Connection database =
                DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
            String schema = ask(
                    database, "SELECT schema FROM query.projection_version WHERE name = 'journal' AND state = 'live'");
            String sums = "SELECT concat_ws(' ', count(*), max(position), sum(position), sum(revision)) FROM ";
            assertThat(schema).startsWith("query_journal_v").contains("_b");
            assertThat(ask(database, sums + schema + ".event")).isEqualTo(ask(database, sums + "command.events"));
        }
    }

    private static String ask(Connection database, String sql) throws Exception {
        try (ResultSet rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
