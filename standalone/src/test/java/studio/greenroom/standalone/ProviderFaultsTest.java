package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.StubProvider.Reply;
import tools.jackson.databind.JsonNode;

/** A provider that is down, slow or talks rubbish: the generation ends with one of our codes, its attempts to be seen. */
class ProviderFaultsTest {

    private static final String QUOTA =
            "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}";

    @Test
    void everyFaultEndsInOneOfOurCodesWithItsAttempts() throws IOException {
        try (ImpatientHouse house = new ImpatientHouse()) {
            house.expect(
                    p -> new Reply(500, "{\"error\":{\"message\":\"boom\"}}"), "failed", "PROVIDER_UNAVAILABLE", 3);
            house.expect(p -> new Reply(-1, ""), "failed", "PROVIDER_UNAVAILABLE", 3);
            house.expect(p -> new Reply(200, "<html>hello</html>"), "failed", "INVALID_ANSWER", 3);
            house.expect(p -> new Reply(200, "{\"created\":1,\"data\":[]}"), "failed", "INVALID_ANSWER", 3);
            house.expect(p -> new Reply(429, QUOTA), "failed", "QUOTA_EXHAUSTED", 1);
            house.expect(
                    p -> new Reply(
                            401,
                            "{\"error\":{\"message\":\"Incorrect API key provided: sk-test\",\"code\":\"invalid_api_key\"}}"),
                    "failed",
                    "BAD_CREDENTIALS",
                    1);
            AtomicInteger calls = new AtomicInteger();
            house.expect(
                    p -> calls.incrementAndGet() == 1 ? new Reply(503, "") : new Reply(200, StubProvider.picture()),
                    "succeeded",
                    null,
                    2);
        }
    }

    /** Its pictures come from the stub, and its waits are short. */
    private static final class ImpatientHouse implements AutoCloseable {

        private final StubProvider provider = new StubProvider();
        private final House house = new House(Map.of(
                "greenroom.providers.openai.api-key",
                "sk-test",
                "greenroom.providers.openai.base-url",
                provider.baseUrl(),
                "greenroom.generation.interactive.waits",
                "50ms,100ms",
                "greenroom.generation.breaker.window",
                "1000"));
        private final Client client = house.client();
        private final String artist = client.post("/api/artists", Client.MARA).header("Location");

        ImpatientHouse() throws IOException {}

        void expect(Function<String, Reply> behaviour, String state, String code, int attempts) {
            provider.behave(behaviour);
            JsonNode ended = client.ended(client.post(artist + "/images", "{}").id());
            assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo(state);
            assertThat(ended.get("attempts")).as(ended.toString()).hasSize(attempts);
            assertThat(ended.toString()).doesNotContain("sk-test");
            if (code != null) {
                assertThat(ended.get("failure").get("code").asString()).isEqualTo(code);
                assertThat(ended.get("failure").get("message").asString()).isNotBlank();
            }
        }

        @Override
        public void close() {
            house.close();
            provider.close();
        }
    }
}
