package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.saga.testing.openai.Faults;
import studio.greenroom.saga.testing.openai.OpenAiAnswers;
import studio.greenroom.saga.testing.openai.StubOpenAi;

/** I4 and I5 for a stop in order: calls that run may end, what waits stays, and nothing that was done is done again. */
class OrderlyStopTest {

    private static final int JOBS = 200;
    /** Ten seconds for running calls, and then the servers. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
    void sigtermWithJobsInFlightEndsInTimeLosesNothingAndRepeatsNoCall() throws Exception {
        try (StubOpenAi provider = new StubOpenAi()) {
            Map<String, String> environment = Map.of(
                    "OPENAI_API_KEY",
                    StubOpenAi.KEY,
                    "GREENROOM_PROVIDERS_OPENAI_BASEURL",
                    provider.baseUrl(),
                    "GREENROOM_PROVIDERS_TEXT",
                    "offline",
                    "GREENROOM_GENERATION_WORKERSPERPROVIDER",
                    "8");
            CountDownLatch some = new CountDownLatch(JOBS / 8);
            provider.always((exchange, request) -> {
                // As long as a quick call takes.
                Faults.pause(250);
                OpenAiAnswers.image(exchange, request);
                exchange.close();
                some.countDown();
            });
            Map<String, String> generations = new LinkedHashMap<>();
            try (ChildHouse house = new ChildHouse(folder.resolve("data"), environment)) {
                Client client = house.start();
                String path = client.post("/api/artists", Client.MARA).header("Location");
                for (int i = 0; i < JOBS; i++) {
                    String marker = "marker" + i + "x";
                    generations.put(
                            client.post(path + "/images", "{\"prompt\":\"" + marker + "\"}")
                                    .id(),
                            marker);
                }
                assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();

                long began = System.nanoTime();
                assertThat(house.stop()).as("128 and the number of SIGTERM").isEqualTo(143);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_STOP);
                Client again = house.start();

                generations.forEach((id, marker) -> {
                    assertThat(again.ended(id).get("state").asString()).isEqualTo("succeeded");
                    assertThat(provider.asked(marker)).as("calls for " + marker).isEqualTo(1);
                });
                assertThat(again.await(path, artist -> artist.path("imageCount").asInt() == JOBS))
                        .isNotNull();
            }
        }
    }
}
