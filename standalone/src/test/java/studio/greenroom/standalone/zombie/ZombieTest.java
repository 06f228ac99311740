package studio.greenroom.standalone.zombie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.standalone.NodeProcess;
import studio.greenroom.standalone.Unpacked;

/**
 * I2: a node that is frozen until another has taken over its partitions, and then goes on, does no harm. Relay,
 * projections and sagas freeze together, since they are one process.
 */
@DisabledOnOs(OS.WINDOWS)
class ZombieTest {

    private static final String MARA = """
            {"name":"Mara Solvei","genre":"ambient","traits":["patient","dry"],"style":"rain-lit noir"}""";

    @TempDir
    static Path folder;

    private static EmbeddedServers servers;
    private static Books books;

    private final List<String> artists = new ArrayList<>();
    private final List<String> generations = new ArrayList<>();

    @BeforeAll
    static void startServers() throws Exception {
        servers = EmbeddedServers.start(Unpacked.in(folder.resolve("data")), Listener.silent());
        books = new Books(servers);
    }

    @AfterAll
    static void stopServers() throws Exception {
        books.close();
        servers.close();
    }

    /** At the small scale its sibling stands for it: the lock itself is tested with each sink. */
    @Test
    @EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
    void aNodeThatFreezesInTheMiddleOfItsTransactionsLosesNothingAndRepeatsNothing() throws Exception {
        try (NodeProcess zombie =
                node("frozen-in-the-middle", servers.postgres().port())) {
            workOn(zombie);
            books.awaitQuiet();
            try (Connection gate = books.keepConsumersFromWriting()) {
                workOn(zombie);
                books.awaitConsumersAtTheGate();
                zombie.freeze();
            }

            try (NodeProcess heir =
                    node("heir-in-the-middle", servers.postgres().port())) {
                workOn(heir);
                books.awaitQuiet();
                zombie.resume();
                workOn(zombie);
                workOn(heir);

                books.awaitQuiet();
                assertThatNothingIsLostOrRepeated();
            }
        }
    }

    @Test
    void aNodeThatFreezesBeforeItsTransactionsFindsThatItsPartitionsHaveMoved() throws Exception {
        try (Link link = new Link(servers.postgres().port());
                NodeProcess zombie = node("frozen-before", link.port())) {
            workOn(zombie);
            books.awaitQuiet();
            link.keepBack();
            order(zombie, artists.get(0));
            Books.await("a batch of every consumer", () -> link.kept() == Books.CONSUMERS.size());
            zombie.freeze();

            try (NodeProcess heir = node("heir-before", servers.postgres().port())) {
                workOn(heir);
                books.awaitQuiet();
                link.letGo();
                zombie.resume();
                workOn(zombie);
                workOn(heir);

                books.awaitQuiet();
                assertThatNothingIsLostOrRepeated();
                Books.await(
                        "every consumer to notice",
                        () -> Books.CONSUMERS.keySet().stream()
                                .allMatch(name ->
                                        zombie.said().contains("Consumer " + name + " no longer holds partition")));
            }
        }
    }

    private static NodeProcess node(String name, int postgres) throws Exception {
        Map<String, String> properties = new HashMap<>(servers.properties());
        properties.put("greenroom.postgres.port", Integer.toString(postgres));
        return NodeProcess.start(folder, name, properties);
    }

    private void workOn(NodeProcess node) throws Exception {
        for (int i = 0; i < 3; i++) {
            String artist = node.post("/api/artists", MARA).get("id").asString();
            artists.add(artist);
            order(node, artist);
        }
    }

    private void order(NodeProcess node, String artist) throws Exception {
        generations.add(node.post("/api/artists/" + artist + "/bio?fresh=true", "{}")
                .get("id")
                .asString());
        generations.add(node.post("/api/artists/" + artist + "/images?fresh=true", "{\"width\":256,\"height\":256}")
                .get("id")
                .asString());
    }

    private void assertThatNothingIsLostOrRepeated() throws Exception {
        books.assertTheJournalHasEveryPositionOnce();
        books.assertReadModelsEqualTheirRebuild();
        assertThat(books.ask("SELECT artist_id FROM query_artist_v2.artist")).containsAll(artists);
        assertThat(books.ask("SELECT generation_id FROM query_generation_v2.generation WHERE status = 'succeeded'"))
                .containsAll(generations);
        assertThat(books.ask("SELECT generation_id FROM saga.attempt WHERE attempt = 1"))
                .containsAll(generations);
        assertThat(books.ask("SELECT concat_ws(' ', generation_id, attempt) FROM saga.attempt WHERE attempt <> 1"))
                .as("calls made twice")
                .isEmpty();
        assertThat(books.ask("""
                SELECT concat_ws(' ', stream_id, count(*)) FROM command.events
                WHERE type IN ('BioApplied', 'BioOffered', 'ImageAdded') GROUP BY stream_id, payload HAVING count(*) > 1""")).as("deliveries made twice").isEmpty();
        assertThat(books.ask("SELECT sum((state::json ->> 'imageCount')::int) FROM query_artist_v2.artist"))
                .isEqualTo(books.ask("SELECT count(*) FROM command.events WHERE type = 'ImageAdded'"));
    }
}
