package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** I1 and I4 with a process for each side: any one of them may be killed at any moment. */
@DisabledOnOs(OS.WINDOWS)
class SplitTest {

    private static final List<String> SIDES = List.of("sagas", "command-side", "query-side");

    /** Two seconds are promised; the rest is slack for a machine that does other things too. */
    private static final long LONGEST_ANSWER = 3_500;

    @TempDir
    Path folder;

    @Test
    void whicheverProcessIsKilledNothingIsLostAndEveryGenerationEnds() throws Exception {
        try (ChildHouse house = new ChildHouse(folder.resolve("data"), Map.of(), "split")) {
            Client client = house.start();
            List<String> artists = new ArrayList<>();
            List<String> generations = new ArrayList<>();
            for (String side : SIDES.subList(0, Scale.of(1, SIDES.size()))) {
                String path = client.post("/api/artists", Client.MARA).header("Location");
                artists.add(path);
                for (int i = 0; i < 3; i++) {
                    generations.add(client.post(path + "/bio?fresh=true", "{}").id());
                    generations.add(client.post(path + "/images?fresh=true", "{\"width\":256,\"height\":256}")
                            .id());
                }

                house.kill(side);
                house.awaitOpenDoors(client);
            }

            // The servers' own process is Kafka's: frozen, it is a broker that accepts connections and never answers.
            house.freeze();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Scale.of(5, 60));
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                assertThat(client.post("/api/artists", Client.MARA).status()).isEqualTo(201);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                        .isLessThan(LONGEST_ANSWER);
            }
            house.resume();

            assertThat(generations)
                    .allSatisfy(id ->
                            assertThat(client.ended(id).get("state").asString()).isEqualTo("succeeded"));
            assertThat(artists)
                    .allSatisfy(path -> assertThat(client.await(
                                            path,
                                            artist -> artist.get("imageCount").asInt() == 3)
                                    .get("bio")
                                    .asString())
                            .isNotEmpty());
            assertThat(house.stop()).as("128 and the number of SIGTERM").isEqualTo(143);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(house.leftRunning()).isEmpty());
        }
    }
}
