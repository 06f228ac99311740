package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import studio.greenroom.saga.testing.openai.OpenAiAnswers;
import studio.greenroom.saga.testing.openai.StubOpenAi;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;
import studio.greenroom.standalone.Client.Answer;
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

    /** What the stub counts, by the price list that comes along: micros. */
    private static final long PICTURE = 30_500;

    @TempDir
    Path folder;

    private EmbeddedServers servers;

    @Test
    void bothLimitsAreReachedAndNeverExceededAndTheLedgerAgreesWithTheLog() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(CLIENTS);
        try (EmbeddedServers embedded = EmbeddedServers.start(Unpacked.in(folder.resolve("data")), Listener.silent());
                StubOpenAi provider = new StubOpenAi();
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
            VerifiedLedger.agrees(servers.postgres(), folder);
        } finally {
            people.shutdownNow();
        }
    }

    private NodeProcess node(EmbeddedServers embedded, StubOpenAi provider, String name) throws Exception {
        Map<String, String> settings = new HashMap<>(embedded.properties());
        settings.put("greenroom.limits.requests-per-minute", Integer.toString(PER_MINUTE));
        settings.put("greenroom.limits.active", Integer.toString(ACTIVE));
        settings.put("greenroom.providers.openai.api-key", StubOpenAi.KEY);
        settings.put("greenroom.providers.openai.base-url", provider.baseUrl());
        settings.put("greenroom.providers.openai.moderation", "false");
        settings.put("greenroom.providers.openai.partial-images", "0");
        return NodeProcess.start(folder, name, settings);
    }

    /** @return how many were made, until nobody was let in any more */
    private int aMinuteOf(ExecutorService people, List<Client> nodes, StubOpenAi provider, int minute)
            throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Script picture = OpenAiAnswers.images(OpenAiAnswers.base64(OpenAiAnswers.png(64, 64)));
        provider.always((exchange, request) -> {
            pass(gate);
            picture.answer(exchange, request);
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
