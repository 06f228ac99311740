package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.saga.testing.openai.StubOpenAi;
import tools.jackson.databind.JsonNode;

/** The ledger of pictures that cost something is what the log says; whoever changes a row of it is found out. */
@Timeout(600)
class VerifyLedgerTest {

    /** A hundred tokens in and a thousand out, by the price list that comes along. */
    private static final long PICTURE = 30_500;

    @TempDir
    Path folder;

    private Path data;

    @Test
    void theLedgerAgreesWithTheLogWhileGreenroomRunsAndAfterItAndAChangedRowIsNamed() throws Exception {
        data = folder.resolve("data");
        try (StubOpenAi provider = new StubOpenAi();
                ChildHouse house = new ChildHouse(
                        data,
                        Map.of(
                                "GREENROOM_PROVIDERS_OPENAI_APIKEY",
                                StubOpenAi.KEY,
                                "GREENROOM_PROVIDERS_OPENAI_BASEURL",
                                provider.baseUrl(),
                                "GREENROOM_GENERATION_INTERACTIVE_WAITS",
                                "50ms,100ms"))) {
            Client client = house.start();
            String artist = client.post("/api/artists", Client.MARA).header("Location");
            String id = artist.substring(artist.lastIndexOf('/') + 1);
            provider.then(status(503, error("Later.", null, null, null)));
            client.ended(client.post(artist + "/images", "{}").id());
            provider.then(status(401, error("No.", null, null, "invalid_api_key")));
            client.ended(client.post(artist + "/images?fresh=true", "{}").id());

            String running = verified(house, 0);
            assertThat(running).contains("agrees with the log to the micro");
            JsonNode balance = ledger(client, id);
            assertThat(balance.get("settled").asLong()).isEqualTo(PICTURE);
            assertThat(balance.get("held").asLong()).isZero();
            assertThat(balance.get("reserved").asLong())
                    .isPositive()
                    .isEqualTo(PICTURE + balance.get("refunded").asLong());

            tamper("UPDATE query_ledger_v1.balance SET settled = settled + 1");
            assertThat(verified(house, 1))
                    .contains("does not agree", "table balance", id, "settled is 0.030501, by the log 0.030500");
            tamper("UPDATE query_ledger_v1.balance SET settled = settled - 1");
            tamper("DELETE FROM query_ledger_v1.entry WHERE kind = 'settled'");
            assertThat(verified(house, 1)).contains("table entry", id, "settled is 0.000000, by the log 0.030500");
            house.stop();

            assertThat(verified(house, 1)).contains("table entry").doesNotContain("table balance");
        }
    }

    private static JsonNode ledger(Client client, String artist) {
        JsonNode ledger = client.get("/api/ledger?artistId=" + artist).json();
        assertThat(ledger.get("balances")).as(ledger.toString()).hasSize(1);
        assertThat(client.get("/api/ledger/entries?artistId=" + artist).json().get("items"))
                .extracting(entry -> entry.get("kind").asString())
                .containsExactly("refunded", "reserved", "refunded", "settled", "reserved");
        return ledger.get("balances").get(0);
    }

    private static String verified(ChildHouse house, int exitCode) throws IOException, InterruptedException {
        Process verify = house.command("verify", "--ledger");
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }

    private void tamper(String statement) throws IOException, SQLException {
        JsonNode server = Client.JSON
                .readTree(Files.readString(data.resolve("instance.json")))
                .get("postgresql");
        String url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        server.get("host").asString(),
                        server.get("port").asInt(),
                        server.get("database").asString());
        String password = Files.readString(data.resolve("postgresql-password")).strip();
        try (Connection connection =
                        DriverManager.getConnection(url, server.get("user").asString(), password);
                Statement tampering = connection.createStatement()) {
            assertThat(tampering.executeUpdate(statement)).isPositive();
        }
    }
}
