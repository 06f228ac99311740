package studio.greenroom.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.query.TestQuerySide;
import studio.greenroom.query.projection.Json;
import tools.jackson.databind.JsonNode;

@DisplayName("Previews")
class PreviewsTest {

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 0, 7};

    private final TestQuerySide side = TestQuerySide.running();
    private final String owner = Ids.derived("own", "previews", Long.toString(System.nanoTime()));
    private final String generation = Ids.derived("gen", owner);
    private final Signals signals = side.bean(Signals.class);

    @Test
    @DisplayName("are shown to the one whose picture it is, the newest of each variant, and kept by nobody")
    void shown() {
        request();
        signals.preview(generation, 2, new byte[] {1}).block();
        signals.preview(generation, 2, JPEG).block();

        byte[] body = get(owner, 2)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.IMAGE_JPEG)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();

        assertThat(body).isEqualTo(JPEG);
        get(owner, 1).expectStatus().isNotFound();
    }

    @Test
    @DisplayName("are shown to nobody else, who is answered as if there were none")
    void foreign() {
        request();
        signals.preview(generation, 1, JPEG).block();

        get(Ids.derived("own", "someone else"), 1)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_FOUND");
    }

    @Test
    @DisplayName("are told with the progress, which goes neither back in an attempt nor to an earlier one")
    void progress() {
        request();
        tell(1, 40, "generating", 3);
        tell(1, 0, "queued", null);
        tell(1, 30, "generating", null);

        assertThat(shownProgress().path("percent").asInt()).isEqualTo(40);
        assertThat(shownProgress().path("preview").asString())
                .isEqualTo("/api/generations/" + generation + "/previews/1?number=3");

        tell(2, 0, "queued", null);
        tell(1, 90, "saving", null);

        assertThat(signals.lastProgress(generation).collectList().block())
                .singleElement()
                .satisfies(last -> {
                    assertThat(last.attempt()).isEqualTo(2);
                    assertThat(last.stage()).isEqualTo("queued");
                });
    }

    private void request() {
        side.happen(
                owner,
                new GenerationRequested(
                        generation,
                        GenerationKind.IMAGE,
                        null,
                        0,
                        42,
                        1,
                        512,
                        512,
                        "interactive",
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        "A heron",
                        List.of()),
                new AttemptStarted(generation, 1, 1, "stub", "model-1"));
    }

    private void tell(int attempt, int percent, String stage, Integer preview) {
        signals.progress(new Progress(owner, generation, 1, attempt, percent, stage, null, null, preview))
                .block();
    }

    private JsonNode shownProgress() {
        String body = client(owner)
                .get()
                .uri("/api/generations/" + generation)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Json.tree(body).path("variants").path(0).path("progress");
    }

    private WebTestClient.ResponseSpec get(String who, int variant) {
        return client(who)
                .get()
                .uri("/api/generations/" + generation + "/previews/" + variant)
                .exchange();
    }

    private WebTestClient client(String who) {
        return WebTestClient.bindToServer()
                .baseUrl(side.address())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TestQuerySide.TOKEN)
                .defaultHeader("X-Test-Owner", who)
                .build();
    }
}
