package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.standalone.Collector.Received;
import tools.jackson.databind.JsonNode;

/** One ask is one trace, from the request through saga and provider to the read models. The first finds nothing traced. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String UNRECORDED = "7af92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + '-' + CALLER + "-01";
    private static final String PROMPT = "a woman who waits for the rain";
    private static final String IMAGE = "{\"width\":256,\"height\":256,\"prompt\":\"" + PROMPT + "\"}";

    @TempDir
    Path folder;

    private static Collector collector;
    private static House traced;

    @BeforeAll
    static void collect() throws IOException {
        collector = new Collector();
    }

    @BeforeEach
    void forget() {
        collector.forget();
    }

    /** Started by the first that asks. */
    private static House traced() {
        if (traced == null) {
            traced = new House(Map.of("greenroom.tracing.endpoint", collector.address()));
        }
        return traced;
    }

    private static void closeTraced() {
        if (traced != null) {
            traced.close();
            traced = null;
        }
    }

    @AfterAll
    static void close() {
        closeTraced();
        collector.close();
    }

    @Test
    void anAskForAPictureIsOneTraceInOneProcess() {
        Client client = traced().client();
        String artist = client.post("/api/artists", Client.MARA).header("Location");

        String generation = drawn(client, artist);

        leadsFromTheRequestToTheReadModels();
        assertThat(services()).containsExactly("greenroom");
        List<Received> others = collector.spans().stream()
                .filter(span -> !span.trace().equals(TRACE))
                .toList();
        assertThat(others)
                .as("the artist is another ask")
                .extracting(Received::name)
                .contains("CreateArtist");
        assertThat(client.get("/api/history/" + generation).json().get("items"))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(Ids.hex(event.get("correlationId").asString()))
                                .isEqualTo(TRACE));
        assertThat(Blocking.found()).isEmpty();
    }

    @Test
    void whatACallerDoesNotRecordKeepsItsTraceAndIsNotSent() {
        Client client = traced().client();
        String unrecorded = "00-" + UNRECORDED + '-' + CALLER + "-00";

        String artist = client.post("/api/artists", Client.MARA, "traceparent", unrecorded)
                .header("Location");
        String seen = client.post("/api/artists", Client.MARA).id();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> collector.spans().stream()
                        .anyMatch(span -> seen.equals(span.facts().get("greenroom.stream.id"))));
        assertThat(collector.ofTrace(UNRECORDED)).isEmpty();
        assertThat(correlations(client, artist))
                .allMatch(id -> id.startsWith("ask_") && UNRECORDED.equals(Ids.hex(id)));
    }

    @Test
    @Order(1)
    void withoutAnEndpointNothingIsTracedAndAnAskIsCalledByItsCommand() {
        Client client = House.shared().client();

        String artist = client.post("/api/artists", Client.MARA, "traceparent", TRACEPARENT)
                .header("Location");

        assertThat(correlations(client, artist)).isNotEmpty().allMatch(id -> id.startsWith("cmd_"));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("BatchSpanProcessor"));
    }

    @Test
    @EnabledIfSystemProperty(named = "greenroom.scale", matches = "full")
    void anAskForAPictureIsOneTraceAcrossFourProcessesAndInTheirLogs() throws Exception {
        closeTraced();
        forget();
        Path data = folder.resolve("data");
        Map<String, String> environment = Map.of(
                "GREENROOM_TRACING_ENDPOINT",
                collector.address(),
                // Something that a worker's thread says while all goes well: that it sends the picture to command-side.
                "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB_REACTIVE_FUNCTION_CLIENT",
                "debug");
        try (ChildHouse house = new ChildHouse(data, environment, "split")) {
            Client client = house.start();
            house.awaitOpenDoors(client);
            String artist = client.post("/api/artists", Client.MARA).header("Location");

            String generation = drawn(client, artist);

            leadsFromTheRequestToTheReadModels();
            assertThat(services())
                    .containsExactlyInAnyOrder("greenroom-command-side", "greenroom-sagas", "greenroom-query-side");
            assertThat(lines(data.resolve("log"))).anySatisfy(line -> {
                assertThat(line.path("trace").asString("")).isEqualTo(TRACE);
                assertThat(Ids.hex(line.path("correlation").asString(""))).isEqualTo(TRACE);
                assertThat(line.path("owner").asString("")).startsWith("own_");
                assertThat(line.path("generation").asString("")).isEqualTo(generation);
            });
        }
    }

    private static List<String> correlations(Client client, String artist) {
        return client.await(
                        "/api/history/" + artist.substring(artist.lastIndexOf('/') + 1),
                        history -> !history.path("items").isEmpty())
                .get("items")
                .findValuesAsString("correlationId");
    }

    private static String drawn(Client client, String artist) {
        String generation = client.post(artist + "/images", IMAGE, "traceparent", TRACEPARENT)
                .id();
        client.ended(generation);
        client.await(artist, a -> !a.path("cover").isNull());
        return generation;
    }

    private Set<String> services() {
        return collector.spans().stream().map(Received::service).collect(Collectors.toSet());
    }

    /** Each process sends in its own time. */
    private void leadsFromTheRequestToTheReadModels() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(this::isComplete);
    }

    private void isComplete() {
        Received request = the("POST /api/artists/{artistId}/images", CALLER);
        Received asked = the("RequestImage", request.id());
        Received saga = the("saga GenerationRequested", asked.id());
        Received started = the("StartAttempt", saga.id());
        Received leading = the("saga AttemptStarted", started.id());
        Received call = the("call offline", leading.id());
        Received reported = one(span -> span.parent().equals(call.id()));
        Received succeeded = the("saga AttemptSucceeded", reported.id());
        Received added = the("AddImage", succeeded.id());
        for (Received command : List.of(asked, started, reported, added)) {
            the("append", command.id());
            one(span ->
                    span.kind() == SpanKind.SPAN_KIND_PRODUCER && span.parent().equals(command.id()));
        }
        the("projection generation", asked.id());
        the("projection artist", added.id());
        the("projection journal", added.id());
        assertThat(request.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(request.facts()).containsEntry("http.response.status_code", "202");
        assertThat(call.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        List<Received> all = collector.ofTrace(TRACE);
        Set<String> known = all.stream().map(Received::id).collect(Collectors.toSet());
        assertThat(known).as("no two have the same id").hasSameSizeAs(all);
        assertThat(all)
                .allMatch(span -> span.parent().equals(CALLER) || known.contains(span.parent()))
                .allMatch(span -> span.nanos() >= 0 && span.failure().isEmpty());
        assertThat(all.toString()).doesNotContain(PROMPT, "Mara", "Bearer");
    }

    private Received the(String name, String parent) {
        return one(span -> span.name().equals(name) && span.parent().equals(parent));
    }

    /** The first, of a journal that has one span for each event of a command. */
    private Received one(Predicate<Received> wanted) {
        List<Received> found = collector.ofTrace(TRACE).stream().filter(wanted).toList();
        assertThat(found).as("among " + collector.ofTrace(TRACE)).isNotEmpty();
        return found.get(0);
    }

    private static List<JsonNode> lines(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("{")) {
                        lines.add(Client.JSON.readTree(line));
                    }
                }
            }
        }
        return lines;
    }
}
