package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A server that is stopped or frozen under load: commands are accepted or answered 503 in time, nothing hangs, and after
 * its return nothing is missing.
 */
class OutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Scale.of(3, 60));
    /** Two seconds are promised; the rest is slack for a machine that does other things too. */
    private static final long LONGEST_ANSWER = Duration.ofMillis(3_500).toMillis();

    private static final Duration LAG_IS_GONE = Duration.ofSeconds(30);
    private static final int PEOPLE = 4;
    private static final int PAUSE_MILLIS = 40;

    private static House house;
    private static EmbeddedServers servers;

    @BeforeAll
    static void open() {
        house = new House(Map.of());
        servers = house.servers();
        for (int i = 0; i < 50; i++) {
            house.client().post("/api/artists", Client.MARA);
        }
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
    void postgresqlIsStopped() throws Exception {
        outage(servers.postgres()::stop, servers.postgres()::startAgain, Set.of(201, 503));
    }

    @Test
    void postgresqlIsFrozen() throws Exception {
        outage(servers.postgres()::suspend, servers.postgres()::resume, Set.of(201, 503));
    }

    @Test
    @EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
    void redisIsStopped() throws Exception {
        outage(servers.redis()::stop, servers.redis()::startAgain, Set.of(201));
    }

    @Test
    void redisIsFrozen() throws Exception {
        outage(servers.redis()::suspend, servers.redis()::resume, Set.of(201));
    }

    @Test
    void kafkaIsStopped() throws Exception {
        outage(servers.kafka()::stop, servers.kafka()::startAgain, Set.of(201));
    }

    private static void outage(Runnable begin, Runnable end, Set<Integer> allowed) throws Exception {
        Client client = house.client();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        Map<Integer, String> last = new ConcurrentHashMap<>();
        AtomicLong longest = new AtomicLong();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            Future<?> unused = people.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    long began = System.nanoTime();
                    Answer answer = client.post("/api/artists", Client.MARA);
                    longest.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
                    statuses.add(answer.status());
                    if (answer.status() == 201) {
                        acknowledged.add(answer.id());
                        last.put(person, answer.header("Greenroom-Position"));
                    }
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                return null;
            });
        }
        begin.run();
        TimeUnit.NANOSECONDS.sleep(OUTAGE.toNanos());
        end.run();
        TimeUnit.SECONDS.sleep(1);
        people.shutdownNow();
        assertThat(people.awaitTermination(20, TimeUnit.SECONDS))
                .as("nobody hangs")
                .isTrue();

        assertThat(allowed).containsAll(statuses);
        assertThat(longest.get()).as("milliseconds of the slowest answer").isLessThan(LONGEST_ANSWER);
        assertThat(acknowledged).isNotEmpty();
        Awaitility.await("the lag to be gone, and everything to be well")
                .atMost(LAG_IS_GONE)
                .ignoreExceptions()
                .until(() -> last.values().stream()
                                .allMatch(position -> client.get("/api/artists?limit=1&atLeast=" + position)
                                                .status()
                                        == 200)
                        && isUp(client));
        assertThat(everybody(client)).containsAll(acknowledged);
    }

    /** Relay, sagas and read models each come back in a time of their own. */
    private static boolean isUp(Client client) {
        return client.get("/actuator/health").json().get("status").asString().equals("UP");
    }

    private static Set<String> everybody(Client client) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = client.get("/api/artists?limit=200" + cursor).json();
            page.get("items").forEach(artist -> ids.add(artist.get("id").asString()));
            cursor =
                    page.path("next").isString() ? "&cursor=" + page.get("next").asString() : null;
        }
        return ids;
    }
}
