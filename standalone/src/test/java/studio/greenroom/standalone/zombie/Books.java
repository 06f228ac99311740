package studio.greenroom.standalone.zombie;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import reactor.netty.resources.LoopResources;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.postgresql.PostgresEventLog;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.query.artist.ArtistProjection;
import studio.greenroom.query.audit.JournalProjection;
import studio.greenroom.query.database.QueryDatabase;
import studio.greenroom.query.generation.GenerationProjection;
import studio.greenroom.query.ledger.LedgerProjection;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Tables;

/** What the databases say, behind the nodes' backs. */
final class Books implements AutoCloseable {

    /** Consumers by name, each with the table that its transactions write between locking and moving its position. */
    static final Map<String, String> CONSUMERS = Map.of(
            "query-artist-v2",
            "query_artist_v2.artist",
            "query-generation-v2",
            "query_generation_v2.generation",
            "query-journal-v1",
            "query_journal_v1.event",
            "query-ledger-v1",
            "query_ledger_v1.generation",
            "sagas",
            "saga.saga");

    private static final String STRAGGLERS = """
            SELECT 'position of ' || name || ' in ' || partition || ': ' || position || ' of ' || head FROM (
                SELECT 'sagas' AS name, partition, position FROM saga.consumer_position WHERE position > 0
                UNION ALL SELECT 'query-artist-v2', partition, position FROM query_artist_v2.mark WHERE position > 0
                UNION ALL SELECT 'query-generation-v2', partition, position FROM query_generation_v2.mark WHERE position > 0
                UNION ALL SELECT 'query-journal-v1', partition, position FROM query_journal_v1.mark WHERE position > 0
                UNION ALL SELECT 'query-ledger-v1', partition, position FROM query_ledger_v1.mark WHERE position > 0
            ) AS marks, (SELECT max(position) AS head FROM command.events) AS store WHERE position <> head
            UNION ALL SELECT 'open saga: ' || state FROM saga.saga
            UNION ALL SELECT 'command to send: ' || command_type || ' of ' || stream_id || coalesce(', refused: ' || refused, '') FROM saga.outbox
            UNION ALL SELECT 'attempt: ' || generation_id || ' ' || attempt || ' ' || state FROM saga.attempt WHERE state <> 'reported'
            UNION ALL SELECT 'timer: ' || task_name || ' ' || task_instance FROM saga.scheduled_tasks
            UNION ALL SELECT 'generation without an end: ' || stream_id FROM command.events AS e WHERE type = 'GenerationRequested'
                AND NOT EXISTS (SELECT FROM command.events AS x WHERE x.stream_id = e.stream_id
                    AND x.type IN ('GenerationSucceeded', 'GenerationFailed', 'GenerationCancelled'))
            UNION ALL SELECT 'parked by sagas: ' || position || ' ' || error FROM saga.parked
            UNION ALL SELECT 'parked by ' || consumer || ': ' || position || ' ' || error FROM query.parked""";

    private final EmbeddedServers servers;
    private final Connection connection;

    Books(EmbeddedServers servers) throws SQLException {
        this.servers = servers;
        this.connection = connect();
    }

    /** A connection of the test's own; closing it lets go of its locks. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                servers.postgres().jdbcUrl(),
                servers.postgres().user(),
                servers.postgres().password());
    }

    List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets nobody write what consumers write, until it is closed. */
    Connection keepConsumersFromWriting() throws SQLException {
        Connection gate = connect();
        gate.setAutoCommit(false);
        try (Statement statement = gate.createStatement()) {
            statement.execute("LOCK TABLE " + String.join(", ", CONSUMERS.values()) + " IN SHARE MODE");
        }
        return gate;
    }

    /** Waits until a transaction of each consumer stands before that gate. */
    void awaitConsumersAtTheGate() {
        await("transactions of all consumers in their middle", () -> ask("""
                SELECT DISTINCT relation::regclass::text FROM pg_locks
                WHERE NOT granted AND mode = 'RowExclusiveLock'""").size() == CONSUMERS.size());
    }

    /** Waits until everything that was acknowledged has had all its effects and nothing moves any more. */
    void awaitQuiet() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(ask(STRAGGLERS)).isEmpty());
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** Every read model has the same rows, to the byte, as one that is made of the stored events now. */
    void assertReadModelsEqualTheirRebuild() throws SQLException {
        PostgresSettings postgres = new PostgresSettings(
                servers.postgres().host(),
                servers.postgres().port(),
                servers.postgres().database(),
                servers.postgres().user(),
                servers.postgres().password());
        try (CommandDatabase command = new CommandDatabase(postgres);
                QueryDatabase query = new QueryDatabase(postgres)) {
            // Here it loads its classes on this thread; later it would do so on an event loop, which is watched.
            LoopResources.hasNativeSupport();
            List<Envelope> events = new PostgresEventLog(command).tail(0, 1_000_000);
            rebuild(new ArtistProjection(null), query, events, "artist", "picture");
            rebuild(new GenerationProjection(null), query, events, "generation");
            rebuild(new JournalProjection(null), query, events, "event");
            rebuild(new LedgerProjection(), query, events, "generation", "account", "balance", "entry");
        }
    }

    private void rebuild(Projection projection, QueryDatabase query, List<Envelope> events, String... names)
            throws SQLException {
        Tables live = new Tables(query.consuming(), ProjectionVersion.of(projection));
        Tables rebuilt = new Tables(query.consuming(), new ProjectionVersion("rebuilt_" + projection.name(), 1));
        run("DROP SCHEMA IF EXISTS " + rebuilt.version().schema() + " CASCADE");
        run("CREATE SCHEMA " + rebuilt.version().schema());
        for (String table : projection.tables()) {
            rebuilt.sql(table).then().block();
        }
        projection.apply(rebuilt, events).block();
        for (String name : names) {
            String is = live.version().schema() + "." + name;
            String ought = rebuilt.version().schema() + "." + name;
            assertThat(ask("SELECT t::text FROM (TABLE " + is + " EXCEPT ALL TABLE " + ought + ") AS t"))
                    .as("rows of " + is + " that a rebuild does not have")
                    .isEmpty();
            assertThat(ask("SELECT t::text FROM (TABLE " + ought + " EXCEPT ALL TABLE " + is + ") AS t"))
                    .as("rows of a rebuild that " + is + " does not have")
                    .isEmpty();
        }
    }

    /** The journal has each position of the store once and no other, and the sums of both agree. */
    void assertTheJournalHasEveryPositionOnce() throws SQLException {
        String sums =
                "SELECT concat_ws(' ', count(*), min(position), max(position), sum(position), sum(revision)) FROM ";
        assertThat(ask(sums + "query_journal_v1.event")).isEqualTo(ask(sums + "command.events"));
        assertThat(ask("SELECT count(*) = max(position) AND min(position) = 1 FROM command.events"))
                .containsExactly("t");
        assertThat(ask("""
                SELECT concat_ws(' ', e.position, e.event_id, j.event_id) FROM command.events AS e
                FULL JOIN query_journal_v1.event AS j USING (position) WHERE e.event_id IS DISTINCT FROM j.event_id""")).isEmpty();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
