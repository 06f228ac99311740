package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import studio.greenroom.embedded.PostgresServer;

/** What {@code ./greenroom verify --ledger} says of a database that somebody else has started. */
final class VerifiedLedger {

    private VerifiedLedger() {}

    static void agrees(PostgresServer server, Path folder) throws IOException, InterruptedException {
        try (ChildHouse nobody = new ChildHouse(
                folder.resolve("verify"),
                Map.of(
                        "GREENROOM_POSTGRES_HOST",
                        server.host(),
                        "GREENROOM_POSTGRES_PORT",
                        Integer.toString(server.port()),
                        "GREENROOM_POSTGRES_DATABASE",
                        server.database(),
                        "GREENROOM_POSTGRES_USER",
                        server.user(),
                        "GREENROOM_POSTGRES_PASSWORD",
                        server.password()))) {
            Process verify = nobody.command("verify", "--ledger");
            String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(verify.waitFor()).as(said).isZero();
            assertThat(said).contains("agrees with the log to the micro");
        }
    }
}
