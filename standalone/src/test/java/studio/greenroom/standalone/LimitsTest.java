package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Client.Answer;

/** Who asks for too much is told so, and when to ask again. */
class LimitsTest {

    private static final String SLOW = "{\"width\":2048,\"height\":2048}";

    @Test
    void whoAsksForTooMuchIsToldWhenToAskAgainAndIsLetInWhenSomethingHasEnded() {
        Client client = House.shared()
                .another(
                        "own_00000000000000000000000003",
                        "00112233445566778899aabbccddeeff",
                        Map.of("greenroom.limits.requests-per-minute", 2, "greenroom.limits.active", 1));
        String images = client.post("/api/artists", Client.MARA).header("Location") + "/images";
        Answer first = client.post(images, SLOW, "Idempotency-Key", "first");
        assertThat(first.status()).isEqualTo(202);

        Answer second = client.post(images, SLOW);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.code()).isEqualTo("TOO_MANY_ACTIVE");
        assertThat(second.header("Retry-After")).isEqualTo("5");
        assertThat(second.header("RateLimit-Policy"))
                .isEqualTo("\"minute\";q=2;w=60, \"active\";q=1;qu=\"concurrent-requests\"");
        assertThat(client.post(images, SLOW, "Idempotency-Key", "first").id())
                .as("what was answered before is no new request")
                .isEqualTo(first.id());

        client.post("/api/generations/" + first.id() + "/cancel", null);
        Answer again = Awaitility.await().until(() -> client.post(images, SLOW), answer -> answer.status() == 202);
        client.post("/api/generations/" + again.id() + "/cancel", null);

        Answer third = client.post(images, SLOW);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 60);
        assertThat(third.header("RateLimit")).startsWith("\"minute\";r=0;t=");
    }
}
