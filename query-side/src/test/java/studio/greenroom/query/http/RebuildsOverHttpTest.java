package studio.greenroom.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.query.TestQuerySide;
import studio.greenroom.query.projection.Json;
import tools.jackson.databind.JsonNode;

/** With the ledger, which nobody else reads here. */
@DisplayName("Rebuilds over HTTP")
class RebuildsOverHttpTest {

    private static final String LEDGER = "/api/admin/projections/ledger";

    private final TestQuerySide side = TestQuerySide.running();
    private final WebTestClient administrator = client(null);

    @Test
    @DisplayName("are started once under a key, watched until they are done, and then shown with their projection")
    void startAndWatch() {
        String owner = Ids.derived("own", "rebuilds");
        side.happen(owner, new ArtistCreated(Ids.derived("art", owner), Histories.MARA));

        String key = Long.toString(System.nanoTime());
        JsonNode begun = started(key);
        String watched = administrator
                .get()
                .uri(LEDGER + "/rebuild")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        JsonNode again = started(key);

        assertThat(begun.path("state").asString()).isIn("loading", "catching-up", "done");
        assertThat(watched).contains("event:rebuild").contains("\"state\":\"done\"");
        assertThat(again.path("id").asString()).isEqualTo(begun.path("id").asString());
        assertThat(again.path("state").asString()).isEqualTo("done");
        assertThat(again.path("percent").asDouble()).isEqualTo(100);
        assertThat(again.path("events").asLong()).isPositive();
        JsonNode shown = ledger();
        assertThat(shown.path("build").asString()).isEqualTo(begun.path("id").asString());
        assertThat(shown.path("rebuild").path("id").asString())
                .isEqualTo(begun.path("id").asString());
    }

    @Test
    @DisplayName("are for administrators, and tell what does not go: a projection that is not there, and what is over")
    void refusals() {
        WebTestClient anybody = client(Ids.derived("own", "anybody"));
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE}) {
            anybody.method(method)
                    .uri(LEDGER + "/rebuild")
                    .exchange()
                    .expectStatus()
                    .isForbidden();
            administrator
                    .method(method)
                    .uri("/api/admin/projections/nothing/rebuild")
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        for (String order : new String[] {"/pause", "/resume"}) {
            anybody.post().uri(LEDGER + order).exchange().expectStatus().isForbidden();
        }

        started(Long.toString(System.nanoTime()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ledger().path("rebuild").path("state").asString().equals("done"));

        for (String order : new String[] {"/pause", "/resume"}) {
            administrator
                    .post()
                    .uri(LEDGER + order)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("REBUILD_NOT_ALLOWED");
        }
        administrator
                .delete()
                .uri(LEDGER + "/rebuild")
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    private JsonNode started(String key) {
        return Json.tree(administrator
                .post()
                .uri(LEDGER + "/rebuild")
                .header("Idempotency-Key", key)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, LEDGER + "/rebuild")
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private JsonNode ledger() {
        byte[] all = administrator
                .get()
                .uri("/api/admin/projections")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        for (JsonNode one : Json.tree(all).path("items")) {
            if (one.path("name").asString().equals("ledger")) {
                return one;
            }
        }
        throw new AssertionError("no ledger");
    }

    private WebTestClient client(String owner) {
        WebTestClient.Builder builder = WebTestClient.bindToServer()
                .baseUrl(side.address())
                .responseTimeout(Duration.ofSeconds(30))
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TestQuerySide.TOKEN);
        return (owner == null ? builder : builder.defaultHeader("X-Test-Owner", owner)).build();
    }
}
