package studio.greenroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** The same request of the same person is made once, and answered as often as it is asked. */
class RepeatsTest {

    private static final int ASKED = 1_000;
    private static final String LIGHTHOUSE = "{\"prompt\":\"A lighthouse at dusk\"}";
    private static final String BUSY = "OVERLOADED UNAVAILABLE OUTCOME_UNKNOWN";

    private static Answer asked(Client client, String images) {
        Answer answer = client.post(images, LIGHTHOUSE);
        while (answer.status() == 503 && BUSY.contains(answer.code())) {
            answer = client.post(images, LIGHTHOUSE);
        }
        return answer;
    }

    @Test
    void oneThousandIdenticalRequestsAtOnceMakeOneGenerationWithOneCallAndTheSavingIsRecorded() throws Exception {
        try (House house = new House(Map.of("greenroom.repeats.kept", "1h"))) {
            Client client = house.client();
            String images = client.post("/api/artists", Client.MARA).header("Location") + "/images";
            ExecutorService people = Executors.newFixedThreadPool(64);
            List<Future<Answer>> asks = IntStream.range(0, ASKED)
                    .mapToObj(n -> people.submit(() -> asked(client, images)))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> ask : asks) {
                answers.add(ask.get());
            }
            people.shutdown();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202));
            assertThat(answers)
                    .extracting(Answer::id)
                    .containsOnly(answers.get(0).id());
            assertThat(answers)
                    .extracting(answer -> answer.header("Cache-Status"))
                    .filteredOn("Greenroom; fwd=miss"::equals)
                    .hasSize(1);
            JsonNode generation = client.ended(answers.get(0).id());
            assertThat(generation.get("attempts")).hasSize(1);
            assertThat(client.get("/api/generations").json().get("items")).hasSize(1);

            answersTheSameAgain(client, images, generation.get("id").asString());
            String id = answers.get(0).id();
            await().atMost(Duration.ofSeconds(30)).until(() -> recorded(client, id) == answered(client));
            assertThat(recorded(client, id)).isGreaterThan(ASKED);
        }
    }

    private static void answersTheSameAgain(Client client, String images, String id) {
        Answer succeeded = await().until(() -> asked(client, images), answer -> answer.status() == 200);
        assertThat(succeeded.id()).isEqualTo(id);
        assertThat(succeeded.header("Cache-Status")).isEqualTo("Greenroom; hit; detail=succeeded");
        assertThat(succeeded.header("Location")).isEqualTo("/api/generations/" + id);
        assertThat(succeeded.header("ETag"))
                .isEqualTo("\"" + succeeded.json().get("revision").asInt() + "\"");
        assertThat(client.get("/api/generations/" + id + "?atLeast=" + succeeded.header("Greenroom-Position"))
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("succeeded");

        Answer keyed = client.post(images, LIGHTHOUSE, "Idempotency-Key", "mine");
        Answer again = client.post(images, LIGHTHOUSE, "Idempotency-Key", "mine");
        assertThat(List.of(keyed.status(), again.status())).containsOnly(200);
        assertThat(again.json()).isEqualTo(keyed.json());
        assertThat(client.post(images + "?fresh=true", LIGHTHOUSE, "Idempotency-Key", "mine")
                        .code())
                .isEqualTo("KEY_REUSED");

        Answer fresh = client.post(images + "?fresh=true", LIGHTHOUSE);
        assertThat(fresh.status()).isEqualTo(202);
        assertThat(fresh.id()).isNotEqualTo(id);
        assertThat(fresh.header("Cache-Status")).isEqualTo("Greenroom; fwd=bypass");
        Answer another = client.post(images, LIGHTHOUSE.replace("dusk", "dawn"));
        assertThat(another.header("Cache-Status")).isEqualTo("Greenroom; fwd=miss");
    }

    /** By the metrics, from Redis and from PostgreSQL. */
    private static int answered(Client client) {
        return new String(client.get("/actuator/prometheus").http().body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith("greenroom_repeats_total{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How often it is on record that it was answered again. */
    private static int recorded(Client client, String generation) {
        int times = 0;
        for (JsonNode event :
                client.get("/api/history/" + generation + "?limit=100").json().get("items")) {
            if (event.get("type").asString().equals("RepeatsAnswered")) {
                times += event.get("data").get("times").asInt();
            }
        }
        return times;
    }
}
