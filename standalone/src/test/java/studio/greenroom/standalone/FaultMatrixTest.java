package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.saga.testing.openai.Faults;
import studio.greenroom.saga.testing.openai.Faults.Fault;
import studio.greenroom.saga.testing.openai.StubOpenAi;
import studio.greenroom.standalone.FaultyJob.When;
import tools.jackson.databind.JsonNode;

/** Whatever a provider does on the first call, on every one or on every other, the job ends, in time and in order. */
class FaultMatrixTest {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final int WAIT = 2;
    private static final long HEAP_GROWTH = 64 << 20;
    private static final Pattern JOB = Pattern.compile("Picture no (\\d+) of many");
    private static final String WORDS = "{\"kind\":\"text\",\"prompt\":\"Words no %s\",\"policy\":\"%s\"}";

    @TempDir
    Path folder;

    private final List<FaultyJob> jobs = new CopyOnWriteArrayList<>();

    @Test
    void everyFaultEndsItsJobWithNoCallTooManyOrTooSoonAndTheLedgerAgrees() throws Exception {
        try (StubOpenAi provider = new StubOpenAi();
                StubOpenAi busy = StubOpenAi.busy();
                House house = new House(settings(provider, busy))) {
            Client client = house.client();
            provider.always(this::answer);
            // Whatever is loaded with the first call stays.
            warmUp(client);
            long before = usedHeap();

            Map<String, FaultyJob> asked = new LinkedHashMap<>();
            for (FaultyJob job : matrix()) {
                asked.put(ask(client, job), job);
            }
            nobodyPicksUp(client, busy);
            asked.forEach((id, job) -> {
                JsonNode ended = client.ended(id);
                assertThat(ended.toString()).doesNotContain(StubOpenAi.KEY);
                job.check(ended);
            });

            assertThat(usedHeap() - before).isLessThan(HEAP_GROWTH);
            VerifiedLedger.agrees(house.servers().postgres(), folder);
        }
    }

    /** Each fault once, or in all ways. */
    private static List<FaultyJob> matrix() throws IOException {
        List<FaultyJob> matrix = new ArrayList<>();
        List<Fault> faults = Faults.all(WAIT);
        for (int i = 0; i < faults.size(); i++) {
            for (When when : When.values()) {
                if (when.ordinal() == i % When.values().length || Scale.of(0, 1) == 1) {
                    matrix.add(new FaultyJob(faults.get(i), when, ATTEMPTS, LONGEST_WAIT));
                }
            }
        }
        return matrix;
    }

    private String ask(Client client, FaultyJob job) {
        jobs.add(job);
        return client.post("/api/generations", job.body("Picture no " + jobs.size() + " of many"))
                .id();
    }

    private void answer(HttpExchange exchange, JsonNode request) throws IOException {
        Matcher job = JOB.matcher(request.path("prompt").asString(""));
        assertThat(job.find()).as(request.toString()).isTrue();
        jobs.get(Integer.parseInt(job.group(1)) - 1).answer(exchange, request);
    }

    private void warmUp(Client client) throws IOException {
        FaultyJob job = new FaultyJob(Faults.all(0).get(0), When.THE_FIRST, ATTEMPTS, LONGEST_WAIT);
        job.check(client.ended(ask(client, job)));
    }

    private static void nobodyPicksUp(Client client, StubOpenAi busy) {
        JsonNode failed = client.ended(client.post("/api/generations", WORDS.formatted(1, "interactive"))
                .id());
        assertThat(failed.get("failure").get("code").asString())
                .as(failed.toString())
                .isEqualTo("PROVIDER_TIMEOUT");
        assertThat(failed.get("attempts")).hasSize(ATTEMPTS);

        String next =
                client.post("/api/generations", WORDS.formatted(2, "patient")).id();
        client.await(
                "/api/generations/" + next,
                g -> g.at("/attempts/0/code").asString("").equals("PROVIDER_TIMEOUT"));
        busy.pickUp();
        JsonNode succeeded = client.ended(next);
        assertThat(succeeded.get("state").asString()).as(succeeded.toString()).isEqualTo("succeeded");
    }

    private static Map<String, Object> settings(StubOpenAi provider, StubOpenAi busy) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("greenroom.providers.image", "openai");
        settings.put("greenroom.providers.text", "compatible");
        Map.of("openai", provider.baseUrl(), "compatible", busy.baseUrl()).forEach((name, url) -> {
            String its = "greenroom.providers." + name;
            settings.put(its + ".api-key", StubOpenAi.KEY);
            settings.put(its + ".base-url", url);
            settings.put(its + ".moderation", false);
            settings.put(its + ".partial-images", 0);
        });
        settings.put("greenroom.providers.compatible.connect-timeout", "300ms");
        settings.put("greenroom.generation.workers-per-provider", 128);
        settings.put("greenroom.generation.breaker.window", 1_000_000);
        settings.put("greenroom.generation.interactive.attempts", ATTEMPTS);
        settings.put("greenroom.generation.interactive.waits", "50ms,100ms");
        settings.put("greenroom.generation.interactive.call-timeout", Scale.of(3, 4) + "s");
        // So much is read within that time on a machine that does other things too.
        settings.put("greenroom.providers.openai.max-answer", Scale.of(2_000_000, 20_000_000));
        settings.put("greenroom.generation.interactive.max-retry-after", LONGEST_WAIT.toSeconds() + "s");
        settings.put("greenroom.generation.patient.waits", "1s");
        return settings;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
