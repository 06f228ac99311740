package studio.greenroom.command.eventstore.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.command.eventstore.SomeCommits.commit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.kernel.fault.MongoServerProcess;

/** A store that can not keep what Greenroom promises ends the start with one line that says what to do. */
class MongoStartTest {

    private final MongoFixture fixture = new MongoFixture();

    private void behindItsBack(Consumer<MongoDatabase> work) {
        try (MongoClient client = MongoClients.create(fixture.uri())) {
            work.accept(client.getDatabase(fixture.database()));
        }
    }

    @Test
    void aStoreIsFoundAgainWithWhatItHolds() throws Exception {
        try (EventStorage first = fixture.open()) {
            first.writer().write(List.of(commit("art_a", 1, "cmd_a")));
        }
        try (EventStorage again = fixture.open()) {
            assertThat(again.log().head()).isEqualTo(1);
        }
    }

    @Test
    void aStoreThatHasLostAnIndexIsNotWrittenTo() {
        fixture.open().close();
        behindItsBack(database -> database.getCollection("commits").dropIndex("command"));

        assertThatThrownBy(fixture::open)
                .hasMessageContaining("missing: command")
                .hasMessageContaining("backup");
    }

    @Test
    void aForeignUniqueIndexIsNotPutUpWith() {
        fixture.open().close();
        behindItsBack(database -> database.getCollection("commits")
                .createIndex(
                        new Document("owner", 1),
                        new com.mongodb.client.model.IndexOptions().unique(true).name("mine")));

        assertThatThrownBy(fixture::open).hasMessageContaining("foreign: mine");
    }

    @Test
    void aCollectionThatSomebodyElseHasMadeIsLeftAlone() {
        behindItsBack(database -> database.getCollection("commits").insertOne(new Document("_id", "theirs")));

        assertThatThrownBy(fixture::open).hasMessageContaining("is not Greenroom's");
    }

    @Test
    void aServerThatIsNoReplicaSetIsRefused() {
        assertThatThrownBy(() -> new MongoStorage(
                        new MongoSettings(MongoServerProcess.one().uri(), false)))
                .hasMessageContaining("no replica set")
                .hasMessageContaining("rs.initiate()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "mongodb://", "mongodb://me:s3cret:x@host", "http://host"})
    void whatIsNoConnectionStringIsRefusedWithoutRepeatingIt(String uri) {
        assertThatThrownBy(() -> new MongoStorage(new MongoSettings(uri, true)))
                .hasMessageContaining("no MongoDB connection string")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void aUserThatMongoDbDoesNotKnowIsRefusedWithoutRepeatingThePassword() {
        assertThatThrownBy(() -> openedOn(18, "AuthenticationFailed", "mara:s3cret@", "saslStart"))
                .hasMessage("MongoDB refuses the user or the password. Correct GREENROOM_MONGODB_URI.")
                .hasNoCause();
    }

    @Test
    void aUserThatMayNotWriteIsToldWhichRoleIsMissing() {
        assertThatThrownBy(() -> openedOn(13, "Unauthorized", "", "create", "createIndexes", "insert", "update"))
                .hasMessage("The MongoDB user may not write to the database. Give it the role readWrite there.");
    }

    /** On a server that refuses these commands: the one of the tests has no users. */
    private static void openedOn(int code, String name, String login, String... refused) {
        Set<String> commands = Set.of(refused);
        MongoServer server = new MongoServer(new MemoryBackend() {
            @Override
            public de.bwaldvogel.mongo.bson.Document handleMessage(MongoMessage message) {
                if (commands.contains(message.getDocument().keySet().iterator().next())) {
                    throw new MongoServerError(code, name, "refused");
                }
                return super.handleMessage(message);
            }
        });
        try {
            String uri = "mongodb://" + login + "127.0.0.1:" + server.bind().getPort() + "/art?authSource=admin";
            new MongoStorage(new MongoSettings(uri, true)).close();
        } finally {
            server.shutdownNow();
        }
    }
}
