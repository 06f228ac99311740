package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Client.Answer;
import studio.greenroom.standalone.StubProvider.Reply;

/** Who asks for too much is told so, and when to ask again. */
class LimitsTest {

    @Test
    void whoHasEnoughUnderWayIsLetInAgainWhenSomethingHasEnded() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        try (StubProvider provider = new StubProvider();
                House house = new House(Map.of(
                        "greenroom.providers.openai.api-key",
                        "sk-test",
                        "greenroom.providers.openai.base-url",
                        provider.baseUrl(),
                        "greenroom.limits.requests-per-minute",
                        0,
                        "greenroom.limits.active",
                        2))) {
            provider.behave(prompt -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Reply(200, StubProvider.picture());
            });
            Client client = house.client();
            String images = client.post("/api/artists", Client.MARA).header("Location") + "/images";
            String first = client.post(images, "{}").id();
            String second =
                    client.post(images, "{}", "Idempotency-Key", "again").id();

            Answer third = client.post(images, "{}");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.code()).isEqualTo("TOO_MANY_ACTIVE");
            assertThat(third.header("Retry-After")).isEqualTo("5");
            assertThat(third.header("RateLimit-Policy")).isEqualTo("\"active\";q=2;qu=\"concurrent-requests\"");
            assertThat(client.post(images, "{}", "Idempotency-Key", "again").id())
                    .as("what was answered before is no new request")
                    .isEqualTo(second);

            client.post("/api/generations/" + first + "/cancel", null);
            Answer fourth = Awaitility.await().until(() -> client.post(images, "{}"), a -> a.status() == 202);
            assertThat(client.post(images, "{}").status()).isEqualTo(429);
            held.countDown();
            client.ended(second);
            client.ended(fourth.id());
            Awaitility.await().until(() -> client.post(images, "{}").status() == 202);
        } finally {
            held.countDown();
        }
    }

    @Test
    void whoHasAskedForEnoughInAMinuteIsToldWhenToAskAgain() {
        try (House house = new House(Map.of("greenroom.limits.requests-per-minute", 3, "greenroom.limits.active", 0))) {
            Client client = house.client();
            String bio = client.post("/api/artists", Client.MARA).header("Location") + "/bio";
            for (int n = 0; n < 3; n++) {
                assertThat(client.post(bio, "{}").status()).isEqualTo(202);
            }

            Answer fourth = client.post(bio, "{}");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.code()).isEqualTo("TOO_MANY_REQUESTS");
            assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(1, 60);
            assertThat(fourth.header("RateLimit")).startsWith("\"minute\";r=0;t=");
            assertThat(fourth.header("RateLimit-Policy")).isEqualTo("\"minute\";q=3;w=60");
        }
    }
}
