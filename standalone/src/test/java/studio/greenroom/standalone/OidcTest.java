package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.identity.TestIssuer;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** Many people in one Greenroom, each signed in by an issuer's token. */
class OidcTest {

    private static final int AT_ONCE = 32;
    private static TestIssuer issuer;
    private static House house;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        house = new House(issuer.settings());
    }

    @AfterAll
    static void close() {
        house.close();
        issuer.close();
    }

    private static Client person(String subject) {
        return house.client(issuer.token(subject));
    }

    @Test
    void twoPeopleDoNotSeeEachOthersArtists() {
        Client mara = person("mara");
        Client nora = person("nora");
        Answer hers = mara.post("/api/artists", Client.MARA);
        String path = hers.header("Location");
        String atLeast = "?atLeast=" + hers.header("Greenroom-Position");

        Answer foreign = nora.get(path);
        Answer absent = nora.get("/api/artists/art_00000000000000000000000000");

        assertThat(mara.get(path + atLeast).status()).isEqualTo(200);
        assertThat(foreign.status()).isEqualTo(404).isEqualTo(absent.status());
        assertThat(foreign.json().get("detail")).isEqualTo(absent.json().get("detail"));
        assertThat(nora.send("DELETE", path, null).status()).isEqualTo(404);
        assertThat(nora.post(path + "/bio", "{}").status()).isEqualTo(404);
        assertThat(nora.get("/api/artists").json().get("items").findValuesAsString("id"))
                .doesNotContain(hers.id());
        assertThat(nora.get("/api/history/" + hers.id()).json().path("items")).isEmpty();
    }

    @Test
    void meTellsTheModeAndTheAdministratorsScopeOpensWhatOthersMayNot() {
        Client administrator = house.client(issuer.token("vera", "openid greenroom:admin"));

        JsonNode me = administrator.get("/api/me").json();
        JsonNode mara = person("mara").get("/api/me").json();

        assertThat(me.get("mode").asString()).isEqualTo("oidc");
        assertThat(me.get("administrator").asBoolean()).isTrue();
        assertThat(administrator.get("/api/admin/projections").status()).isEqualTo(200);
        assertThat(mara.get("administrator").asBoolean()).isFalse();
        assertThat(mara.get("owner").asString())
                .startsWith("own_")
                .isNotEqualTo(me.get("owner").asString());
        assertThat(person("mara").get("/api/admin/projections").code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void withoutATokenOfTheIssuerNothingIsAnsweredAndTheAnswerSaysWhatIsNeeded() {
        for (Client nobody : List.of(
                house.client(null), house.client("rubbish"), house.client("0123456789abcdef0123456789abcdef"))) {
            Answer refused = nobody.get("/api/artists");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("NOT_SIGNED_IN");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(house.client(null).get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void aCookieOpensNothingAndALinkOfLocalModeSetsNone() {
        Client nobody = house.client(null);

        assertThat(nobody.get("/?code=one-time-code").header("Set-Cookie")).isNull();
        assertThat(nobody.post("/api/artists", Client.MARA, "Cookie", "greenroom-session=" + issuer.token("mara"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anotherSitesPageMayAskWithATokenOfItsOwn() {
        assertThat(person("mara")
                        .get("/api/artists", "Origin", "https://studio.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void keysThatCanNotBeHadAreAnOutage() {
        TestIssuer away = new TestIssuer();
        away.close();
        try (House withoutKeys = new House(Map.of(
                "greenroom.mode",
                "oidc",
                "greenroom.oidc.jwk-set-uri",
                away.jwkSetUri(),
                "greenroom.oidc.audience",
                TestIssuer.AUDIENCE))) {
            Answer answer = withoutKeys.client(away.token("mara")).get("/api/artists");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        }
    }

    @Test
    void aPersonIsTheSameOwnerAfterARestart() {
        String before = person("rosa").get("/api/me").json().get("owner").asString();

        house.restart();

        assertThat(person("rosa").get("/api/me").json().get("owner").asString()).isEqualTo(before);
    }

    @Test
    void aRaceOf32FirstRequestsMakesOneOwner() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            // Each with a token of its own, so that none waits for another one's look.
            Client client = house.client(issuer.token("zoe", "device-" + i));
            all.add(CompletableFuture.supplyAsync(() -> client.get("/api/me"), threads));
        }

        assertThat(all.stream()
                        .map(one -> one.join().json().get("owner").asString())
                        .distinct())
                .hasSize(1);
        threads.shutdown();
    }
}
