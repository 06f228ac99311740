package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** I1 and I4: what was acknowledged is there after kill -9 of everything, and every generation ends. */
class KillNineTest {

    private static final int REQUESTS = Scale.of(60, 200);

    @TempDir
    Path folder;

    /** In small builds the other tests that kill have PostgreSQL. */
    static List<Store> stores() {
        return List.of(Store.values()).subList(Scale.of(1, 0), 2);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void everythingAcknowledgedSurvivesKillNineInTheMiddleOfRequestsAndEveryGenerationEnds(Store store)
            throws Exception {
        try (ChildHouse house = new ChildHouse(folder.resolve("data"), store.environment())) {
            Client client = house.start();
            Queue<String> artists = new ConcurrentLinkedQueue<>();
            Queue<String> generations = new ConcurrentLinkedQueue<>();
            AtomicInteger sent = new AtomicInteger();
            CountDownLatch middle = new CountDownLatch(REQUESTS / 2);
            ExecutorService people = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 8; i++) {
                Future<?> unused = people.submit(() -> {
                    while (sent.getAndAdd(2) < REQUESTS) {
                        Answer artist = client.post("/api/artists", Client.MARA);
                        artists.add(artist.id());
                        middle.countDown();
                        String path = artist.header("Location");
                        generations.add(client.post(path + "/bio", "{}").id());
                        if (sent.get() % 10 == 0) {
                            generations.add(client.post(path + "/images", "{\"width\":256,\"height\":256}")
                                    .id());
                        }
                        middle.countDown();
                    }
                    return null;
                });
            }
            assertThat(middle.await(90, TimeUnit.SECONDS)).isTrue();

            house.killEverything();
            people.shutdownNow();
            people.awaitTermination(30, TimeUnit.SECONDS);
            Client again = house.start();

            List<String> lost = artists.stream()
                    .filter(id ->
                            again.await("/api/artists/" + id, a -> a.has("id")).isEmpty())
                    .toList();
            assertThat(lost).isEmpty();
            assertThat(generations)
                    .isNotEmpty()
                    .allSatisfy(id ->
                            assertThat(again.ended(id).get("state").asString()).isEqualTo("succeeded"));
            JsonNode open = again.await(
                    "/api/generations?state=running&limit=200",
                    page -> page.path("items").isEmpty());
            assertThat(open.get("items")).isEmpty();
            again.await(
                    "/api/generations?state=pending&limit=200",
                    page -> page.path("items").isEmpty());
            assertThat(house.stop()).as("128 and the number of SIGTERM").isEqualTo(143);
        }
    }
}
