package studio.greenroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Client.Answer;
import tools.jackson.databind.JsonNode;

/** The API's conventions, seen from outside. */
class ApiTest {

    private final Client client = House.shared().client();

    private Answer mara() {
        return client.post("/api/artists", Client.MARA);
    }

    @Test
    void aNewArtistIsReadBackAtOnceByThePositionOfItsAnswer() {
        Answer created = mara();

        Answer read = client.get(created.header("Location") + "?atLeast=" + created.header("Greenroom-Position"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.json().get("name").asString()).isEqualTo("Mara Solvei");
        assertThat(read.json().get("traits")).hasSize(2);
    }

    @Test
    void anEditNeedsTheRevisionThatWasReadAndALostRaceIsTold() {
        String path = mara().header("Location");

        Answer without = client.send("PUT", path, Client.MARA);
        Answer first = client.send("PUT", path, Client.MARA.replace("dry", "loud"), "If-Match", "\"1\"");
        Answer late = client.send("PUT", path, Client.MARA.replace("dry", "shy"), "If-Match", "\"1\"");

        assertThat(without.status()).isEqualTo(428);
        assertThat(without.code()).isEqualTo("REVISION_REQUIRED");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("\"2\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("REVISION_MISMATCH");
    }

    @Test
    void ofManyEditsOfOneRevisionExactlyOneWins() {
        String path = mara().header("Location");

        List<CompletableFuture<Answer>> edits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = Client.MARA.replace("dry", "trait " + i);
            edits.add(CompletableFuture.supplyAsync(() -> client.send("PUT", path, body, "If-Match", "\"1\"")));
        }

        assertThat(edits)
                .extracting(edit -> edit.join().status())
                .containsOnlyOnce(200)
                .contains(412)
                .allMatch(status -> status == 200 || status == 412);
    }

    @Test
    void aRequestSentTwiceWithOneKeyIsDoneOnceAndAnsweredAlike() {
        String key = UUID.randomUUID().toString();

        Answer first = client.post("/api/artists", Client.MARA, "Idempotency-Key", key);
        Answer second = client.post("/api/artists", Client.MARA, "Idempotency-Key", key);
        Answer other = client.post("/api/artists", Client.MARA.replace("Mara", "Nora"), "Idempotency-Key", key);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Greenroom-Position")).isEqualTo(first.header("Greenroom-Position"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("KEY_REUSED");
    }

    @Test
    void manyRequestsWithOneKeyAtOnceMakeOneArtist() {
        String key = UUID.randomUUID().toString();

        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> client.post("/api/artists", Client.MARA, "Idempotency-Key", key)));
        }

        assertThat(all.stream().map(one -> one.join().id()).distinct()).hasSize(1);
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgainWithoutBecomingALostRace() {
        String path = mara().header("Location");
        String edit = Client.MARA.replace("dry", "wry");

        Answer first =
                client.send("PUT", path, edit, "If-Match", "\"1\"", "Idempotency-Key", "edit-" + path.hashCode());
        Answer again =
                client.send("PUT", path, edit, "If-Match", "\"1\"", "Idempotency-Key", "edit-" + path.hashCode());

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aDeletedArtistIsGoneFromTheListAndComesBackWhenRestored() {
        Answer created = mara();
        String path = created.header("Location");

        Answer deleted = client.send("DELETE", path, null);
        JsonNode without = client.get("/api/artists?limit=200&atLeast=" + deleted.header("Greenroom-Position"))
                .json();
        Answer bio = client.post(path + "/bio", "{}");
        Answer restored = client.post(path + "/restore", null);
        JsonNode with = client.get("/api/artists?limit=200&atLeast=" + restored.header("Greenroom-Position"))
                .json();

        assertThat(without.get("items").findValuesAsString("id")).doesNotContain(created.id());
        assertThat(bio.status()).isEqualTo(409);
        assertThat(bio.code()).isEqualTo("ARTIST_DELETED");
        assertThat(restored.json().get("revision").asInt()).isEqualTo(3);
        assertThat(with.get("items").findValuesAsString("id")).contains(created.id());
    }

    @Test
    void everyWrongFieldIsToldWithWhatToDo() {
        Answer wrong = client.post("/api/artists", "{\"name\":\"\",\"genre\":\"" + "x".repeat(61) + "\"}");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.header("Content-Type")).startsWith("application/problem+json");
        assertThat(wrong.json().get("errors").findValuesAsString("field")).containsExactly("name", "genre");
        assertThat(wrong.json().get("errors").findValuesAsString("message"))
                .containsExactly("Fill this in: 1 to 80 characters.", "Shorten this by 1: at most 60 characters.");
    }

    @Test
    void rubbishIsRefusedForWhatItIsAndNeverWithAStackTrace() {
        record Case(Answer answer, int status, String code) {}
        List<Case> cases = List.of(
                new Case(
                        client.post("/api/artists", "{\"name\":\"a\",\"genre\":\"b\",\"shoeSize\":3}"),
                        400,
                        "UNKNOWN_FIELD"),
                new Case(client.post("/api/artists", "{\"name\":"), 400, "INVALID_REQUEST"),
                new Case(client.post("/api/artists", "[]"), 400, "INVALID_REQUEST"),
                new Case(client.post("/api/artists", "{\"name\":{}}"), 400, "INVALID_REQUEST"),
                new Case(client.post("/api/artists", "{\"name\":\"" + "x".repeat(70_000) + "\"}"), 413, "TOO_LARGE"),
                new Case(
                        client.post("/api/artists", "<a/>", "Content-Type", "application/xml"),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE"),
                new Case(client.send("PATCH", "/api/artists", "{}"), 405, "METHOD_NOT_ALLOWED"),
                new Case(client.get("/api/nothing"), 404, "NOT_FOUND"),
                new Case(client.get("/api/artists/rubbish"), 404, "NOT_FOUND"),
                new Case(client.get("/api/generations/art_00000000000000000000000000"), 404, "NOT_FOUND"),
                new Case(client.get("/api/artists?limit=0"), 422, null),
                new Case(client.get("/api/artists?cursor=rubbish"), 422, null),
                new Case(client.get("/api/blobs/" + "0".repeat(64)), 404, "NOT_FOUND"),
                new Case(client.get("/api/blobs/..%2f..%2flocal-token"), 404, "NOT_FOUND"),
                new Case(
                        client.post("/api/artists", Client.MARA, "Idempotency-Key", "k".repeat(129)),
                        400,
                        "INVALID_REQUEST"),
                new Case(
                        client.send(
                                "PUT", "/api/artists/art_00000000000000000000000000", Client.MARA, "If-Match", "seven"),
                        400,
                        "INVALID_REQUEST"));
        for (Case one : cases) {
            String body = one.answer.http().uri() + " " + one.answer.json();
            assertThat(one.answer.status())
                    .as(body)
                    .satisfiesAnyOf(
                            s -> assertThat(s).isEqualTo(one.status),
                            s -> assertThat(one.code).as(body).isNull());
            assertThat(one.answer.status()).as(body).isBetween(400, 499);
            assertThat(one.answer.header("Content-Type")).as(body).startsWith("application/problem+json");
            if (one.code != null) {
                assertThat(one.answer.code()).as(body).isEqualTo(one.code);
            }
            assertThat(body).doesNotContain("Exception", "at studio.greenroom");
        }
        assertThat(cases.get(0).answer.json().get("errors").findValuesAsString("field"))
                .containsExactly("shoeSize");
    }

    @Test
    void withoutTheSecretOrFromAnotherPageNothingIsAnswered() {
        Client nobody = new Client(House.shared().address(), null);
        Client wrong = new Client(House.shared().address(), "x".repeat(32));

        assertThat(nobody.get("/api/artists").status()).isEqualTo(401);
        assertThat(wrong.get("/api/artists").code()).isEqualTo("NOT_SIGNED_IN");
        assertThat(client.get("/api/artists", "Origin", "http://evil.example").code())
                .isEqualTo("FOREIGN_ORIGIN");
        assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void aForeignIdAndAnAbsentOneAreAnsweredAlike() {
        Client stranger = House.shared().stranger();
        Answer mine = mara();
        String generation = client.post(mine.header("Location") + "/bio", "{}").id();
        client.ended(generation);
        String absent = "/api/artists/art_00000000000000000000000000";
        String[][] pairs = {
            {mine.header("Location"), absent},
            {mine.header("Location") + "/images", absent + "/images"},
            {"/api/generations/" + generation, "/api/generations/gen_00000000000000000000000000"},
            {"/api/history/" + mine.id(), "/api/history/art_00000000000000000000000000"}
        };

        for (String[] pair : pairs) {
            Answer foreign = stranger.get(pair[0]);
            Answer missing = stranger.get(pair[1]);
            assertThat(foreign.status()).as(pair[0]).isEqualTo(missing.status());
            assertThat(sameButForIds(foreign)).as(pair[0]).isEqualTo(sameButForIds(missing));
        }
        assertThat(stranger.send("DELETE", mine.header("Location"), null).status())
                .isEqualTo(404);
        assertThat(stranger.send("PUT", mine.header("Location"), Client.MARA, "If-Match", "\"9\"")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(mine.header("Location") + "/images", "{}").status())
                .isEqualTo(404);
        assertThat(stranger.post("/api/generations/" + generation + "/cancel", null)
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/api/events?from=0").json().get("items").findValuesAsString("streamId"))
                .doesNotContain(mine.id(), generation);
        assertThat(stranger.get("/api/artists").json().get("items").findValuesAsString("id"))
                .doesNotContain(mine.id());
        assertThat(client.get(mine.header("Location")).json().get("deleted").asBoolean())
                .isFalse();
    }

    private static String sameButForIds(Answer answer) {
        JsonNode json = answer.json();
        return answer.status() + " " + json.path("code") + " " + json.path("title") + " " + json.path("detail")
                + json.path("items");
    }

    @Test
    void whatTheSafetyPolicyDoesNotAllowIsRefusedByTheNameOfItsRule() {
        String path = mara().header("Location");

        Answer prompt = client.post(path + "/images", "{\"prompt\":\"a sw4stika on a flag\"}");
        assertThat(prompt.status()).isEqualTo(422);
        assertThat(prompt.code()).isEqualTo("CONTENT_REFUSED");
        assertThat(prompt.json().get("errors").get(0).get("field").asString()).isEqualTo("prompt");
        assertThat(prompt.json().get("errors").get(0).get("message").asString())
                .contains("“hate”")
                .doesNotContain("stika");

        String styled = client.post(
                        "/api/artists", "{\"name\":\"Nora\",\"genre\":\"folk\",\"style\":\"G O R E, close up\"}")
                .header("Location");
        Answer style = client.post(styled + "/bio", "{}");
        assertThat(style.code()).isEqualTo("CONTENT_REFUSED");
        assertThat(style.json().get("errors").get(0).get("field").asString()).isEqualTo("artist.style");
    }

    @Test
    void aGenerationTakesARetryPolicyByItsName() {
        String path = mara().header("Location");

        Answer patient = client.post(path + "/bio", "{\"policy\":\"patient\"}");
        assertThat(client.ended(patient.id()).get("policy").asString()).isEqualTo("patient");
        assertThat(client.post(path + "/bio", "{\"policy\":\"restless\"}")
                        .json()
                        .toString())
                .contains("VALIDATION_FAILED", "Use interactive or patient.");
    }

    @Test
    void aBioAndAnImageAreMadeOfflineAndSaySo() {
        Answer created = mara();
        String path = created.header("Location");

        Answer bio = client.post(path + "/bio", "{\"seed\":5}");
        Answer image = client.post(path + "/images", "{\"seed\":7,\"width\":256,\"height\":320}");
        JsonNode madeBio = client.ended(bio.id());
        JsonNode madeImage = client.ended(image.id());
        JsonNode artist = client.await(
                path, a -> !a.path("bio").isNull() && !a.path("cover").isNull());
        Answer blob = client.get(artist.get("cover").get("url").asString());

        assertThat(bio.status()).isEqualTo(202);
        assertThat(madeBio.get("state").asString()).isEqualTo("succeeded");
        assertThat(madeBio.get("offline").asBoolean()).isTrue();
        assertThat(artist.get("bio").asString())
                .isEqualTo(madeBio.get("result").get("text").asString());
        assertThat(artist.get("bioOrigin").get("offline").asBoolean()).isTrue();
        assertThat(madeImage.get("seed").asLong()).isEqualTo(7);
        assertThat(madeImage.get("result").get("image").get("width").asInt()).isEqualTo(256);
        assertThat(blob.header("Content-Type")).isEqualTo("image/png");
        assertThat(blob.header("Cache-Control")).contains("immutable").contains("private");
        Answer small = client.get(artist.get("cover").get("url").asString() + "/thumbnail");
        assertThat(small.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(small.http().body()).hasSizeLessThan(blob.http().body().length);
        assertThat(House.shared()
                        .stranger()
                        .get(artist.get("cover").get("url").asString())
                        .status())
                .isEqualTo(404);
        assertThat(client.post("/api/generations/" + image.id() + "/cancel", null)
                        .code())
                .isEqualTo("GENERATION_FINISHED");
        List<String> story =
                client.get("/api/history/" + created.id()).json().get("items").findValuesAsString("type");
        assertThat(story)
                .startsWith("ArtistCreated")
                .contains(
                        "GenerationRequested",
                        "AttemptStarted",
                        "AttemptSucceeded",
                        "GenerationSucceeded",
                        "BioApplied",
                        "ImageAdded");
    }

    @Test
    void theSameSeedDrawsTheSameBytes() {
        String path = mara().header("Location");
        String body = "{\"seed\":11,\"width\":256,\"height\":256,\"prompt\":\"portrait\"}";

        JsonNode first = client.ended(client.post(path + "/images", body).id());
        JsonNode second = client.ended(client.post(path + "/images", body).id());

        assertThat(second.get("result").get("image").get("blob"))
                .isEqualTo(first.get("result").get("image").get("blob"));
    }

    @Test
    void answersThatComeAtOnceAndAnswersThatTakeTheirTimeFollowEachOtherOnOneConnection() {
        mara();
        for (int i = 0; i < 200; i++) {
            assertThat(client.get("/api/me").status()).isEqualTo(200);
            assertThat(client.get("/api/artists?limit=1").status()).isEqualTo(200);
        }
    }

    @Test
    void healthAndMetricsTellOfEveryPart() {
        mara();

        assertThat(client.get("/actuator/health").json().get("status").asString())
                .isEqualTo("UP");
        String metrics = new String(client.get("/actuator/prometheus").http().body(), UTF_8);
        assertThat(metrics)
                .contains(
                        "greenroom_commands_total",
                        "greenroom_relay_lag",
                        "greenroom_projection_lag",
                        "greenroom_projection_events",
                        "greenroom_attempts");
    }

    @Test
    void answersAreCompressedForWhoeverTakesThem() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(House.shared().address() + "/console/app.js"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body())
                .hasSizeLessThan(client.get("/console/app.js").http().body().length / 2);
    }
}
