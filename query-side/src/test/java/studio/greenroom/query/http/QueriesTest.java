package studio.greenroom.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistEdited;
import studio.greenroom.kernel.artist.ArtistEvent.BioApplied;
import studio.greenroom.kernel.artist.ArtistEvent.ImageAdded;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.blob.BlobPath;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationEvent.VariantFailed;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.query.TestQuerySide;
import studio.greenroom.query.projection.Json;
import tools.jackson.databind.JsonNode;

@DisplayName("Queries")
class QueriesTest {

    private final TestQuerySide side = TestQuerySide.running();
    private final String owner = Ids.derived("own", "queries", Long.toString(System.nanoTime()));
    private final String artist = Ids.derived("art", owner);
    private final String generation = Ids.derived("gen", owner);
    private final WebTestClient client = client(owner);

    @BeforeEach
    void create() {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
    }

    @Test
    @DisplayName("answer an artist with its revision as ETag, and 304 to whoever has it")
    void artist() {
        side.happen(
                owner,
                new BioApplied(artist, generation, true, "Made."),
                new ImageAdded(artist, generation, 1, Histories.IMAGE, "A portrait"));

        JsonNode body = get("/api/artists/" + artist);

        assertThat(body.path("revision").asInt()).isEqualTo(3);
        assertThat(body.path("bio").asString()).isEqualTo("Made.");
        assertThat(body.path("bioOrigin").path("generationId").asString()).isEqualTo(generation);
        assertThat(body.path("offeredBio").isNull()).isTrue();
        assertThat(body.path("imageCount").asInt()).isEqualTo(1);
        assertThat(body.path("cover").path("url").asString()).isEqualTo("/api/blobs/" + Histories.IMAGE.blob());
        assertThat(body.path("cover").path("dominantColour").asString()).isEqualTo("#123456");
        client.get().uri("/api/artists/" + artist).exchange().expectHeader().valueEquals(HttpHeaders.ETAG, "\"3\"");
        client.get()
                .uri("/api/artists/" + artist)
                .header(HttpHeaders.IF_NONE_MATCH, "\"3\"")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    @DisplayName("never answer an artist older than what its projection has committed")
    void freshThroughTheCache() {
        for (int i = 2; i < 60; i++) {
            side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio("No. " + i)));
            assertThat(get("/api/artists/" + artist).path("revision").asInt()).isEqualTo(i);
        }
    }

    @Test
    @DisplayName("still answer a deleted artist, and leave it out of lists")
    void deleted() {
        side.happen(owner, new ArtistDeleted(artist));

        assertThat(get("/api/artists/" + artist).path("deleted").asBoolean()).isTrue();
        assertThat(get("/api/artists").path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=MARA",
                "q=mara+rain",
                "genre=Ambient",
                "style=NOIR",
                "trait=Patient",
                "q=sol&genre=ambient&trait=dry"
            })
    @DisplayName("find artists ignoring case")
    void found(String query) {
        assertThat(get("/api/artists?" + query).path("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=nobody", "q=%25", "q=_ara", "genre=amb", "trait=pat", "q=mara+nobody", "q=%00"})
    @DisplayName("find no artist that does not match")
    void notFound(String query) {
        assertThat(get("/api/artists?" + query).path("items")).isEmpty();
    }

    @Test
    @DisplayName("give pages that together have everything once, newest first, with a link to the next")
    void pages() {
        List<String> ids = new ArrayList<>(List.of(artist));
        for (int i = 0; i < 6; i++) {
            String id = Ids.derived("art", owner, "" + i);
            ids.add(0, id);
            side.happen(owner, new ArtistCreated(id, new Persona("N" + i, "pop", null, List.of(), null)));
        }

        List<String> seen = new ArrayList<>();
        String address = "/api/artists?limit=3";
        while (address != null) {
            EntityExchangeResult<String> page = client.get()
                    .uri(URI.create(side.address() + address))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .returnResult();
            Json.tree(page.getResponseBody())
                    .path("items")
                    .forEach(item -> seen.add(item.path("id").asString()));
            String link = page.getResponseHeaders().getFirst(HttpHeaders.LINK);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    @DisplayName("give an artist's pictures, newest first")
    void pictures() {
        for (int i = 0; i < 5; i++) {
            side.happen(owner, new ImageAdded(artist, generation, 1, Histories.IMAGE, "No. " + i));
        }
        JsonNode page = get("/api/artists/" + artist + "/images?limit=2");
        assertThat(page.path("items").get(0).path("altText").asString()).isEqualTo("No. 4");
        JsonNode rest = get(
                "/api/artists/" + artist + "/images?cursor=" + page.path("next").asString());
        assertThat(rest.path("items")).hasSize(3);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    @DisplayName("answer a generation with its attempts, its progress while it runs, and why it failed")
    void generation() {
        side.happen(owner, requested(), new AttemptStarted(generation, 1, 1, "offline", "m"));
        side.bean(Signals.class)
                .progress(new Progress(owner, generation, 1, 1, 40, "generating", null, 4_000L, null))
                .block();

        JsonNode running = get("/api/generations/" + generation);
        assertThat(running.path("state").asString()).isEqualTo("running");
        assertThat(running.path("progress").path("percent").asInt()).isEqualTo(40);
        assertThat(running.path("progress").path("remainingMillis").asLong()).isEqualTo(4_000);
        assertThat(running.path("attempts").get(0).path("startedAt").isNull()).isFalse();

        side.happen(
                owner,
                new AttemptFailed(
                        generation, 1, 1, "offline", "m", FailureCode.CONTENT_REFUSED, 5, null, null, null, "no"),
                new GenerationFailed(generation, FailureCode.CONTENT_REFUSED, 1));
        JsonNode failed = get("/api/generations/" + generation);
        assertThat(failed.path("progress").isNull()).isTrue();
        assertThat(failed.path("failure").path("code").asString()).isEqualTo("CONTENT_REFUSED");
        assertThat(failed.path("finishedAt").isNull()).isFalse();
        assertThat(get("/api/generations?state=failed&kind=bio&artistId=" + artist)
                        .path("items"))
                .hasSize(1);
        assertThat(get("/api/generations?state=running").path("items")).isEmpty();
    }

    @Test
    @DisplayName("answer each variant's end, what they cost together, and the progress of those that still run")
    void variants() {
        side.happen(
                owner,
                Histories.requested(generation, artist, GenerationKind.IMAGE, 3),
                new CostReserved(generation, Histories.PRICE),
                new AttemptStarted(generation, 1, 1, "p", "m"),
                new AttemptStarted(generation, 2, 1, "p", "m"),
                new AttemptStarted(generation, 3, 1, "p", "m"),
                pictureOf(2),
                new CostSettled(generation, 2, 1, Histories.PRICE.of(30_000), false));
        Signals signals = side.bean(Signals.class);
        signals.progress(new Progress(owner, generation, 1, 1, 50, "generating", null, 3_000L, 2))
                .block();
        signals.progress(new Progress(owner, generation, 3, 1, 0, "queued", 4, null, null))
                .block();

        JsonNode running = get("/api/generations/" + generation);
        assertThat(running.path("progress").path("percent").asInt()).isEqualTo(50);
        assertThat(running.path("progress").path("stage").asString()).isEqualTo("queued");
        assertThat(running.path("progress").path("ahead").asInt()).isEqualTo(4);
        JsonNode first = running.path("variants").get(0);
        assertThat(first.path("progress").path("preview").asString())
                .isEqualTo("/api/generations/" + generation + "/previews/1?number=2");
        JsonNode second = running.path("variants").get(1);
        assertThat(second.path("state").asString()).isEqualTo("succeeded");
        assertThat(second.path("seed").asLong()).isEqualTo(6);
        assertThat(second.path("progress").isNull()).isTrue();
        assertThat(second.path("result").path("image").path("variant").asInt()).isEqualTo(2);
        assertThat(running.path("result")).isEqualTo(second.path("result"));

        side.happen(
                owner,
                new VariantFailed(generation, 1, FailureCode.DEADLINE_EXCEEDED),
                new VariantFailed(generation, 3, FailureCode.DEADLINE_EXCEEDED),
                new GenerationSucceeded(generation, 1, null, null, null, null),
                new CostRefunded(generation, Histories.PRICE.of(50_000)),
                new RepeatsAnswered(generation, 2, null));
        JsonNode ended = get("/api/generations/" + generation);
        assertThat(ended.path("state").asString()).isEqualTo("succeeded");
        assertThat(ended.path("partial").asBoolean()).isTrue();
        assertThat(ended.path("variants").get(2).path("failure").path("code").asString())
                .isEqualTo("DEADLINE_EXCEEDED");
        assertThat(ended.path("attempts").findValuesAsString("state"))
                .containsExactly("cancelled", "succeeded", "cancelled");
        assertThat(ended.path("expense").path("settled").asLong()).isEqualTo(30_000);
        assertThat(ended.path("expense").path("refunded").asLong()).isEqualTo(50_000);
        assertThat(ended.path("repeats").asInt()).isEqualTo(2);
    }

    private AttemptSucceeded pictureOf(int variant) {
        return new AttemptSucceeded(
                generation,
                variant,
                1,
                "p",
                "m",
                10,
                null,
                Histories.PRICE.of(30_000),
                null,
                false,
                Histories.IMAGE,
                null,
                null,
                "A portrait");
    }

    @Test
    @DisplayName("tell an artist's whole story with that of its generations, and the same as a list of all events")
    void history() {
        side.happen(
                owner,
                requested(),
                new AttemptStarted(generation, 1, 1, "offline", "m"),
                new BioApplied(artist, generation, true, "Made."));
        String other = Ids.derived("art", owner, "other");
        side.happen(owner, new ArtistCreated(other, Histories.MARA));

        JsonNode story = get("/api/history/" + artist).path("items");
        assertThat(story.findValuesAsString("type"))
                .containsExactly("ArtistCreated", "GenerationRequested", "AttemptStarted", "BioApplied");
        assertThat(story.get(3).path("data").path("bio").asString()).isEqualTo("Made.");
        assertThat(get("/api/history/" + generation).path("items")).hasSize(2);
        assertThat(get("/api/events?type=ArtistCreated").path("items")).hasSize(2);

        JsonNode first = get("/api/events?limit=2");
        JsonNode rest = get("/api/events?cursor=" + first.path("next").asString());
        assertThat(first.path("items").size() + rest.path("items").size()).isEqualTo(5);
    }

    @Test
    @DisplayName("give events newest first on request, in pages that together have everything once")
    void newestEvents() {
        for (int i = 0; i < 6; i++) {
            side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio("No. " + i)));
        }
        List<String> oldest = get("/api/events").path("items").findValuesAsString("eventId");

        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = get("/api/events?order=newest&limit=3" + (next.isEmpty() ? "" : "&cursor=" + next));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(3);
            seen.addAll(page.path("items").findValuesAsString("eventId"));
            next = page.path("next").asString(null);
        }

        Collections.reverse(seen);
        assertThat(seen).hasSize(7).isEqualTo(oldest);
        assertThat(get("/api/events?order=oldest").path("items").findValuesAsString("eventId"))
                .isEqualTo(oldest);
        assertThat(get("/api/events?order=newest&type=ArtistCreated&stream=" + artist)
                        .path("items"))
                .hasSize(1);
    }

    @Test
    @DisplayName("keep the place in events newest first while new ones come")
    void newestEventsWhileNewOnesCome() {
        side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio("Second.")));
        String next = get("/api/events?order=newest&limit=1").path("next").asString();
        side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio("Third.")));

        JsonNode rest = get("/api/events?order=newest&cursor=" + next);

        assertThat(rest.path("items").findValuesAsString("type")).containsExactly("ArtistCreated");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    @DisplayName("refuse a cursor of events in the other order, and of somebody else's, and name it")
    void cursorOfTheOtherOrder() {
        side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio("Second.")));
        String forward = get("/api/events?limit=1").path("next").asString();
        String backward = get("/api/events?order=newest&limit=1").path("next").asString();
        WebTestClient stranger = client(Ids.derived("own", owner));

        assertThat(refusedField(client, "/api/events?order=newest&cursor=" + forward))
                .isEqualTo("cursor");
        assertThat(refusedField(client, "/api/events?order=newest&cursor=0")).isEqualTo("cursor");
        assertThat(refusedField(client, "/api/events?cursor=" + backward)).isEqualTo("cursor");
        assertThat(refusedField(client, "/api/history/" + artist + "?cursor=" + backward))
                .isEqualTo("cursor");
        assertThat(refusedField(stranger, "/api/events?order=newest&cursor=" + backward))
                .isEqualTo("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order=latest", "order=", "order=NEWEST"})
    @DisplayName("refuse an order of events that there is not, and name it")
    void unknownOrder(String order) {
        assertThat(refusedField(client, "/api/events?" + order)).isEqualTo("order");
    }

    @Test
    @DisplayName("refuse events newest first from a position, which only has a later side")
    void newestFromAPosition() {
        assertThat(refusedField(client, "/api/events?order=newest&from=0")).isEqualTo("from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order=newest", "order=latest"})
    @DisplayName("refuse a stream of events in another order as a problem, and name it")
    void streamNewestFirst(String order) {
        WebTestClient streaming = client.mutate()
                .defaultHeader(HttpHeaders.ACCEPT, "text/event-stream")
                .build();
        assertThat(refusedField(streaming, "/api/events?" + order)).isEqualTo("order");
    }

    @Test
    @DisplayName("answer a foreign id and an absent id alike")
    void foreignAndAbsent() throws Exception {
        side.happen(owner, requested());
        blob(owner, "c".repeat(64));
        WebTestClient stranger = client(Ids.derived("own", owner));
        String absent = Ids.derived("art", "nobody");
        String absentGeneration = Ids.derived("gen", "nobody");
        for (String[] pair : new String[][] {
            {"/api/artists/" + artist, "/api/artists/" + absent},
            {"/api/artists/" + artist + "/images", "/api/artists/" + absent + "/images"},
            {"/api/generations/" + generation, "/api/generations/" + absentGeneration},
            {"/api/history/" + artist, "/api/history/" + absent},
            {"/api/history/" + generation, "/api/history/" + absentGeneration},
            {"/api/blobs/" + "c".repeat(64), "/api/blobs/" + "d".repeat(64)},
            {"/api/blobs/" + "c".repeat(64) + "/thumbnail", "/api/blobs/" + "d".repeat(64) + "/thumbnail"}
        }) {
            client.get().uri(pair[0]).exchange().expectStatus().isOk();
            assertThat(refusal(stranger, pair[0]))
                    .isEqualTo(refusal(stranger, pair[1]))
                    .contains("NOT_FOUND");
        }
        assertThat(Json.tree(stranger.get()
                                .uri("/api/events")
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseBody())
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/artists?cursor=garbage",
                "/api/artists?cursor=Z2VuZXJhdGlvbnM6NQ",
                "/api/artists?limit=0",
                "/api/artists?limit=201",
                "/api/artists?limit=many",
                "/api/artists?atLeast=garbage",
                "/api/generations?state=odd",
                "/api/generations?kind=song",
                "/api/generations?artistId=x",
                "/api/events?cursor=%00",
                "/api/events?from=garbage",
                "/api/events?type=a%20b",
                "/api/events?stream=x"
            })
    @DisplayName("refuse what they do not understand as a problem of the caller's")
    void refused(String address) {
        client.get()
                .uri(URI.create(side.address() + address))
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectHeader()
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/artists/x",
                "/api/artists/%00",
                "/api/generations/x%27",
                "/api/history/%00",
                "/api/blobs/..%2f..",
                "/api/blobs/x"
            })
    @DisplayName("find nothing under what can not be an id")
    void noId(String address) {
        client.get()
                .uri(URI.create(side.address() + address))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    @DisplayName("wait for a position that is asked for, and say so when it does not come")
    void atLeast() {
        Envelope last =
                side.happen(owner, new ArtistEdited(artist, Histories.MARA)).get(0);
        assertThat(get("/api/artists/" + artist + "?atLeast=" + token(last.position()))
                        .path("revision")
                        .asInt())
                .isEqualTo(2);

        String next = token(last.position() + 1);
        new Thread(() -> {
                    sleep(500);
                    side.happen(owner, new ArtistEdited(artist, Histories.MARA.withBio(null)));
                })
                .start();
        assertThat(get("/api/artists?atLeast=" + next)
                        .path("items")
                        .get(0)
                        .path("revision")
                        .asInt())
                .isEqualTo(3);

        client.mutate()
                .responseTimeout(Duration.ofSeconds(8))
                .build()
                .get()
                .uri("/api/artists/" + artist + "?atLeast=" + token(1L << 40))
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_YET_VISIBLE");
    }

    @Test
    @DisplayName("send a picture's bytes to its owner, to be kept for ever")
    void blobs() throws Exception {
        byte[] bytes = blob(owner, "a".repeat(64));

        client.get()
                .uri("/api/blobs/" + "a".repeat(64))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("image/png")
                .expectHeader()
                .contentLength(bytes.length)
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"" + "a".repeat(64) + "\"")
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=31536000, private, immutable")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectBody(byte[].class)
                .isEqualTo(bytes);
        client.get()
                .uri("/api/blobs/" + "a".repeat(64))
                .header(HttpHeaders.IF_NONE_MATCH, "\"" + "a".repeat(64) + "\"")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    @DisplayName("send a picture's thumbnail, and the picture itself where there is none")
    void thumbnails() throws Exception {
        String sha256 = "b".repeat(64);
        byte[] whole = blob(owner, sha256);
        thumbnail(sha256, "max-age=86400, private", "\"" + sha256 + "\"", whole);

        byte[] small = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Files.write(BlobPath.thumbnail(BlobPath.folder(TestQuerySide.DATA), owner, sha256), small);

        thumbnail(sha256, "max-age=31536000, private, immutable", "\"" + sha256 + "-300\"", small);
    }

    private void thumbnail(String sha256, String cacheControl, String etag, byte[] bytes) {
        client.get()
                .uri("/api/blobs/" + sha256 + "/thumbnail")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, cacheControl)
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, etag)
                .expectBody(byte[].class)
                .isEqualTo(bytes);
    }

    @Test
    @DisplayName("show projections and dead letters to administrators only")
    void administration() {
        client.get().uri("/api/admin/projections").exchange().expectStatus().isForbidden();
        client.get().uri("/api/admin/dead-letters").exchange().expectStatus().isForbidden();
        client.post()
                .uri("/api/admin/dead-letters/1/retry")
                .exchange()
                .expectStatus()
                .isForbidden();

        WebTestClient administrator = client(null);
        administrator
                .get()
                .uri("/api/admin/projections")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(4);
        administrator
                .get()
                .uri("/api/admin/dead-letters")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items")
                .isArray();
        administrator
                .post()
                .uri("/api/admin/dead-letters/999/retry")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    @DisplayName("answer JSON to whoever does not ask for a stream, and tell who is asking")
    void plain() {
        client.get()
                .uri("/api/events")
                .header(HttpHeaders.ACCEPT, "*/*")
                .exchange()
                .expectHeader()
                .contentType("application/json");
        client(null)
                .get()
                .uri("/api/me")
                .exchange()
                .expectBody()
                .jsonPath("$.owner")
                .isEqualTo(Histories.OWNER)
                .jsonPath("$.provider.image")
                .isEqualTo("offline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/artists", "/artists/new", "/generations/gen_x", "/events", "/admin/projections"})
    @DisplayName("serve the console's one page at every screen's address, with a policy that lets nothing foreign in")
    void console(String address) {
        client.get()
                .uri(address)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/html")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*script-src 'self';.*frame-ancestors 'none'.*");
    }

    @Test
    @DisplayName("serve the console's files by their content, and nothing where there is none")
    void consoleFiles() {
        String etag = client.get()
                .uri("/console/app.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-cache")
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        client.get()
                .uri("/console/app.js")
                .header(HttpHeaders.IF_NONE_MATCH, etag)
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get().uri("/console/greenroom.css").exchange().expectHeader().contentType("text/css;charset=UTF-8");
        client.get().uri("/console/absent.js").exchange().expectStatus().isNotFound();
        client.get().uri("/api/absent").exchange().expectStatus().isNotFound();
    }

    @Test
    @DisplayName("are measured: events, subscribers and health")
    void measured() {
        client.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text)
                        .contains("greenroom_stream_subscribers")
                        .contains("greenroom_projection_events_total"));
        client.get()
                .uri("/actuator/health")
                .exchange()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("journal"));
    }

    private GenerationRequested requested() {
        return Histories.requested(generation, artist, GenerationKind.BIO, 1);
    }

    private static byte[] blob(String owner, String sha256) throws Exception {
        byte[] bytes = new byte[200_000];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, bytes, 0, 8);
        Path file = BlobPath.of(BlobPath.folder(TestQuerySide.DATA), owner, sha256);
        Files.createDirectories(file.getParent());
        return Files.readAllBytes(Files.write(file, bytes));
    }

    private JsonNode get(String address) {
        return Json.tree(client.get()
                .uri(URI.create(side.address() + address))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    /** The field that a refusal names. */
    private static String refusedField(WebTestClient client, String address) {
        EntityExchangeResult<String> answer = client.get()
                .uri(address)
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody(String.class)
                .returnResult();
        JsonNode problem = Json.tree(answer.getResponseBody());
        assertThat(problem.path("code").asString()).isEqualTo("VALIDATION_FAILED");
        return problem.path("errors").get(0).path("field").asString();
    }

    /** The answer without what names the request. */
    private static String refusal(WebTestClient client, String address) {
        EntityExchangeResult<String> answer =
                client.get().uri(address).exchange().expectBody(String.class).returnResult();
        return answer.getStatus() + answer.getResponseBody().replaceAll("\"(instance|requestId)\":\"[^\"]*\"", "");
    }

    private WebTestClient client(String owner) {
        WebTestClient.Builder builder = WebTestClient.bindToServer()
                .baseUrl(side.address())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TestQuerySide.TOKEN);
        return (owner == null ? builder : builder.defaultHeader("X-Test-Owner", owner)).build();
    }

    private String token(long position) {
        return new Position(position, owner).token();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
