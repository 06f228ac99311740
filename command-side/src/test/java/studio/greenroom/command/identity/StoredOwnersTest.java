package studio.greenroom.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.kernel.id.Ids;

class StoredOwnersTest {

    private static final String ISSUER = "https://issuer.example";

    private final Database server = Database.fresh();
    private final CommandDatabase database = server.open();
    private final StoredOwners owners = owners(database);

    private static StoredOwners owners(CommandDatabase database) {
        return new StoredOwners(database, new Ids(Clock.systemUTC(), new SecureRandom()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String owner(String issuer, String subject) {
        return owners.of(issuer, subject).block();
    }

    @Test
    void aPersonIsOneOwnerAndNobodyElse() {
        String mara = owner(ISSUER, "mara");

        assertThat(Ids.isId(Ids.OWNER, mara)).isTrue();
        assertThat(owner(ISSUER, "mara")).isEqualTo(mara);
        assertThat(owner(ISSUER, "nora")).isNotEqualTo(mara);
        assertThat(owner("https://other.example", "mara")).isNotEqualTo(mara);
    }

    @Test
    void anotherProcessKnowsThePersonAgain() {
        String mara = owner(ISSUER, "mara");

        try (CommandDatabase restarted = server.open()) {
            assertThat(owners(restarted).of(ISSUER, "mara").block()).isEqualTo(mara);
        }
    }

    @Test
    void aRaceOf32FirstRequestsOnTwoNodesMakesOneOwner() {
        try (CommandDatabase other = server.open()) {
            StoredOwners onOtherNode = owners(other);
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                all.add((i % 2 == 0 ? owners : onOtherNode).of(ISSUER, "mara").toFuture());
            }

            assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
        assertThat(database.client()
                        .sql("SELECT count(*) FROM owners")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoeverComesBackAfterTheRowWasDeletedIsSomebodyNew() {
        String before = owner(ISSUER, "mara");

        database.client()
                .sql("DELETE FROM owners WHERE owner = ?")
                .param(before)
                .update();

        assertThat(owner(ISSUER, "mara")).isNotEqualTo(before);
    }
}
