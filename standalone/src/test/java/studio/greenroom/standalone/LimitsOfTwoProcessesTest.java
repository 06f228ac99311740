package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.standalone.Client.Answer;
import studio.greenroom.standalone.StubProvider.Reply;
import tools.jackson.databind.JsonNode;

/** An owner's limits are the same, to the request, whichever of two processes their clients ask. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class LimitsOfTwoProcessesTest {

    private static final int CLIENTS = Scale.of(16, 64);
    private static final int MINUTES = Scale.of(1, 4);
    private static final int PER_MINUTE = 10;
    private static final int ACTIVE = 3;
    private static final String TOO_MANY_ACTIVE = "TOO_MANY_ACTIVE";

    /** One token in and two out, by the price list that comes along. */
    private static final long PICTURE = 65;

    @TempDir
    Path folder;

    private EmbeddedServers servers;

    @Test
    void bothLimitsAreReachedAndNeverExceededAndTheLedgerAgreesWithTheLog() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(CLIENTS);
        try (EmbeddedServers embedded = EmbeddedServers.start(Unpacked.in(folder.resolve("data")), Listener.silent());
                StubProvider provider = new StubProvider();
                NodeProcess one = node(embedded, provider, "one");
                NodeProcess other = node(embedded, provider, "other")) {
            servers = embedded;
            List<Client> nodes = List.of(one.client(), other.client());
            int made = 0;
            for (int minute = 1; minute <= MINUTES; minute++) {
                made += aMinuteOf(people, nodes, provider, minute);
                assertThat(ask("SELECT max(n) FROM (SELECT count(*) OVER (ORDER BY admitted_at"
                                + " RANGE BETWEEN interval '1 minute' PRECEDING AND CURRENT ROW) AS n"
                                + " FROM command.admissions) AS minutes"))
                        .as("most in a minute")
                        .isEqualTo(PER_MINUTE);
                run("UPDATE command.admissions SET admitted_at = admitted_at - interval '1 hour'");
            }

            assertThat(ask("SELECT max(n) FROM (SELECT sum(CASE type WHEN 'GenerationRequested' THEN 1"
                            + " WHEN 'GenerationSucceeded' THEN -1 END) OVER (ORDER BY position) AS n"
                            + " FROM command.events) AS moments"))
                    .as("most under way at a time")
                    .isEqualTo(ACTIVE);
            long cost = made * PICTURE;
            JsonNode balance = one.client()
                    .await(
                            "/api/ledger",
                            ledger -> ledger.at("/balances/0/settled").asLong() == cost)
                    .at("/balances/0");
            assertThat(balance.get("held").asLong()).isZero();
            assertThat(verified()).contains("agrees with the log to the micro");
        } finally {
            people.shutdownNow();
        }
    }

    private NodeProcess node(EmbeddedServers embedded, StubProvider provider, String name) throws Exception {
        Map<String, String> settings = new HashMap<>(embedded.properties());
        settings.put("greenroom.limits.requests-per-minute", Integer.toString(PER_MINUTE));
        settings.put("greenroom.limits.active", Integer.toString(ACTIVE));
        settings.put("greenroom.providers.openai.api-key", "sk-test");
        settings.put("greenroom.providers.openai.base-url", provider.baseUrl());
        return NodeProcess.start(folder, name, settings);
    }

    /** @return how many were made, until nobody was let in any more */
    private int aMinuteOf(ExecutorService people, List<Client> nodes, StubProvider provider, int minute)
            throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        provider.behave(prompt -> {
            pass(gate);
            return new Reply(200, StubProvider.picture());
        });
        List<Answer> first = new ArrayList<>();
        for (Future<Answer> answer : people.invokeAll(clients(nodes, minute, LimitsOfTwoProcessesTest::post))) {
            first.add(answer.get());
        }
        List<String> made = new ArrayList<>(first.stream()
                .filter(answer -> answer.status() == 202)
                .map(Answer::id)
                .toList());
        assertThat(made).as("let in while nothing ends").hasSize(ACTIVE);
        assertThat(first).filteredOn(answer -> answer.status() != 202).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo(TOO_MANY_ACTIVE);
        });

        gate.countDown();
        for (Future<List<String>> more : people.invokeAll(clients(nodes, minute, this::untilTheMinuteIsFull))) {
            made.addAll(more.get());
        }
        assertThat(made).hasSizeGreaterThanOrEqualTo(PER_MINUTE);
        assertThat(made)
                .allSatisfy(id -> assertThat(nodes.get(0).ended(id).get("state").asString())
                        .isEqualTo("succeeded"));
        return made.size();
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Asking<T> {

        T with(Client client, String prompt);
    }

    private static <T> List<Callable<T>> clients(List<Client> nodes, int minute, Asking<T> asking) {
        return IntStream.range(0, CLIENTS)
                .<Callable<T>>mapToObj(n ->
                        () -> asking.with(nodes.get(n % nodes.size()), "Lighthouse " + n + " of evening " + minute))
                .toList();
    }

    private static Answer post(Client client, String prompt) {
        return client.post("/api/generations?fresh=true", "{\"kind\":\"image\",\"prompt\":\"" + prompt + "\"}");
    }

    /** Asks again for as long as others are only in the way. */
    private List<String> untilTheMinuteIsFull(Client client, String prompt) {
        List<String> made = new ArrayList<>();
        while (true) {
            Answer answer = Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> post(client, prompt), asked -> !TOO_MANY_ACTIVE.equals(asked.code()));
            if (answer.status() != 202) {
                assertThat(answer.code()).isEqualTo("TOO_MANY_REQUESTS");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
                return made;
            }
            made.add(answer.id());
        }
    }

    private String verified() throws Exception {
        Map<String, String> postgres = new HashMap<>();
        servers.properties().forEach((name, value) -> {
            if (name.startsWith("greenroom.postgres.")) {
                postgres.put(name.replace('.', '_').toUpperCase(Locale.ROOT), value);
            }
        });
        try (ChildHouse nobody = new ChildHouse(folder.resolve("verify"), postgres)) {
            Process verify = nobody.command("verify", "--ledger");
            String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(verify.waitFor()).as(said).isZero();
            return said;
        }
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(
                servers.postgres().jdbcUrl(),
                servers.postgres().user(),
                servers.postgres().password());
    }

    private int ask(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
