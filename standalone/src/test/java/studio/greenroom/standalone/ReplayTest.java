package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.Server;
import studio.greenroom.saga.testing.openai.OpenAiAnswers;
import studio.greenroom.saga.testing.openai.StubOpenAi;
import tools.jackson.databind.JsonNode;

/** I3, I4 and I5: a provider is called at most once for an attempt, whatever dies and whatever is replayed. */
class ReplayTest {

    @TempDir
    Path folder;

    static List<Store> stores() {
        return List.of(Store.values()).subList(0, Scale.of(1, 2));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aKillBetweenAnswerAndReportAndAReplayOfTheSagasFromZeroCallNobodyTwice(Store store) throws Exception {
        Path data = folder.resolve("data");
        try (StubOpenAi provider = new StubOpenAi()) {
            Map<String, String> environment = new HashMap<>(store.environment());
            environment.putAll(Map.of(
                    "OPENAI_API_KEY",
                    StubOpenAi.KEY,
                    "GREENROOM_PROVIDERS_OPENAI_BASEURL",
                    provider.baseUrl(),
                    "GREENROOM_PROVIDERS_TEXT",
                    "offline"));
            CountDownLatch answered = new CountDownLatch(1);
            try (ChildHouse house = new ChildHouse(data, environment)) {
                Client client = house.start();
                String path = client.post("/api/artists", Client.MARA).header("Location");
                provider.always((exchange, request) -> {
                    OpenAiAnswers.image(exchange, request);
                    exchange.close();
                    answered.countDown();
                });
                List<String> generations = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    generations.add(client.post(path + "/images", "{\"prompt\":\"marker" + i + "x\"}")
                            .id());
                }
                assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();

                house.killEverything();
                forgetTheSagas(data);
                Client again = house.start();

                for (int i = 0; i < generations.size(); i++) {
                    JsonNode generation = again.ended(generations.get(i));
                    assertThat(generation.get("state").asString())
                            .as(generation.toString())
                            .isEqualTo("succeeded");
                    assertThat(provider.asked("marker" + i + "x"))
                            .as(generation.get("attempts").toString())
                            .isLessThanOrEqualTo(generation.get("attempts").size());
                }
                again.await(path, artist -> artist.path("imageCount").asInt() == 6);
                if (Scale.of(0, 1) == 0) {
                    return;
                }
                long calls = provider.asked("marker");
                house.killEverything();
                forgetTheSagas(data);
                Client third = house.start();

                String last =
                        third.post(path + "/images", "{\"prompt\":\"last\"}").id();
                assertThat(third.ended(last).get("state").asString()).isEqualTo("succeeded");
                assertThat(provider.asked("marker")).isEqualTo(calls);
                third.await(path, artist -> artist.path("imageCount").asInt() == 7);
            }
        }
    }

    /** Positions back to zero and no saga left, as after the loss of that part of the database. */
    private static void forgetTheSagas(Path data) throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.start(
                        Unpacked.in(data), java.util.Set.of(Server.POSTGRESQL), Listener.silent());
                Connection database = DriverManager.getConnection(
                        servers.postgres().jdbcUrl(),
                        servers.postgres().user(),
                        servers.postgres().password())) {
            database.createStatement().execute("UPDATE saga.consumer_position SET position = 0, topic_offset = -1");
            database.createStatement().execute("DELETE FROM saga.saga_association");
            database.createStatement().execute("DELETE FROM saga.saga");
        }
    }
}
