package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.command.eventstore.SomeCommits.commit;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.mongodb.MongoFixture;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;

/** A system starts only on the store that its read models come from, or on a copy that has all of it. */
class OriginTest {

    private final CommandDatabase database = Database.fresh().open();
    private final PostgresStorage postgresql = new PostgresStorage(database);
    private final MongoFixture server = new MongoFixture();
    private EventStorage mongodb;
    private final Origin origin = new Origin(database);

    @BeforeEach
    void open() {
        mongodb = server.open();
    }

    @AfterEach
    void close() {
        mongodb.close();
        postgresql.close();
        database.close();
    }

    private void start(Kind kind) {
        origin.admit(kind, kind == Kind.MONGODB ? mongodb : postgresql, this::another);
    }

    private EventStorage another(Kind kind) {
        return kind == Kind.MONGODB ? server.open() : new PostgresStorage(database);
    }

    private void copy(EventStorage from, EventStorage to) {
        new StoreCopy(from, to).run(position -> {});
    }

    @Test
    void aNewDatabaseTakesTheStoreThatItIsGivenAndNoOtherAfterThat() {
        start(Kind.MONGODB);
        start(Kind.MONGODB);

        assertThat(origin.identity()).isEqualTo(mongodb.identity());
        try (EventStorage foreign = new MongoFixture().open()) {
            assertThatThrownBy(() -> origin.admit(Kind.MONGODB, foreign, this::another))
                    .hasMessageContaining("come from other events than those in MongoDB")
                    .hasMessageContaining("GREENROOM_MONGODB_URI");
        }
    }

    @Test
    void theOtherStoreIsRefusedUntilItIsACopy() throws Exception {
        start(Kind.POSTGRESQL);
        postgresql.writer().write(List.of(commit("art_a", 1, "cmd_a")));

        assertThatThrownBy(() -> start(Kind.MONGODB))
                .hasMessageContaining("./greenroom copy-store --from postgresql --to mongodb");
        copy(postgresql, mongodb);
        start(Kind.MONGODB);

        assertThat(mongodb.identity()).isEqualTo(postgresql.identity());
    }

    @Test
    void aCopyThatIsBehindIsRefusedThereAndBackAgain() throws Exception {
        start(Kind.POSTGRESQL);
        copy(postgresql, mongodb);
        postgresql.writer().write(List.of(commit("art_a", 1, "cmd_a")));
        assertThatThrownBy(() -> start(Kind.MONGODB))
                .hasMessageContaining("PostgreSQL holds events up to position 1, and MongoDB only up to 0");
        copy(postgresql, mongodb);
        start(Kind.MONGODB);
        mongodb.writer().write(List.of(commit("art_a", 2, "cmd_b")));

        assertThatThrownBy(() -> start(Kind.POSTGRESQL))
                .hasMessageContaining("MongoDB holds events up to position 2, and PostgreSQL only up to 1")
                .hasMessageContaining("--from mongodb --to postgresql");
        copy(mongodb, postgresql);
        start(Kind.POSTGRESQL);
    }

    @Test
    void theStoreThatIsAskedHasToBeTheOneThatWasUsedLast() throws Exception {
        start(Kind.MONGODB);
        mongodb.writer().write(List.of(commit("art_a", 1, "cmd_a")));
        MongoFixture wrong = new MongoFixture();

        assertThatThrownBy(() -> origin.admit(Kind.POSTGRESQL, postgresql, kind -> wrong.open()))
                .hasMessageContaining("come from other events than those in MongoDB");
    }

    @Test
    void aCopyThatWasWrittenToByItselfIsRefused() throws Exception {
        start(Kind.POSTGRESQL);
        postgresql.writer().write(List.of(commit("art_a", 1, "cmd_a")));
        copy(postgresql, mongodb);
        postgresql.writer().write(List.of(commit("art_a", 2, "cmd_b")));
        mongodb.writer().write(List.of(commit("art_a", 2, "cmd_c"), commit("art_d", 1, "cmd_d")));

        assertThatThrownBy(() -> start(Kind.MONGODB)).hasMessageContaining("has another event at position 2");
    }

    @Test
    void whatIsOnlyAnOldCopyIsNotCopiedFrom() {
        origin.requireNewest();
        start(Kind.MONGODB);

        assertThatThrownBy(origin::requireNewest).hasMessageContaining("--from mongodb");
    }

    @Test
    void nobodyChangesTheStoreWhileAnotherProcessWrites() throws Exception {
        start(Kind.POSTGRESQL);
        copy(postgresql, mongodb);
        try (Connection relay = database.dedicated(Origin.RELAY)) {
            assertThat(relay.isValid(2)).isTrue();

            assertThatThrownBy(() -> start(Kind.MONGODB)).hasMessageContaining("still runs");
        }
    }

    @Test
    void aCopyOfForeignEventsDoesNotGetUnderReadModels() throws Exception {
        start(Kind.MONGODB);
        try (EventStorage foreign = new MongoFixture().open()) {
            foreign.writer().write(List.of(commit("art_f", 1, "cmd_f")));

            assertThatThrownBy(() -> copy(foreign, postgresql)).hasMessageContaining("come from another store");
        }
        assertThat(postgresql.log().head()).isZero();
    }
}
