package studio.greenroom.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.greenroom.standalone.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public HTTP API as a client sees it. What may be repeated is repeated, with the same Idempotency-Key. */
final class Api {

    /** @param position what to pass as {@code atLeast}, to read what this command did */
    record Done(String id, long revision, String position) {}

    static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TRIES = 4;
    private static final long PAUSE_MILLIS = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;
    private final String token;

    Api(String address, String token) {
        this.address = address;
        this.token = token;
    }

    JsonNode get(String path) throws InterruptedException {
        return JSON.readTree(send(request(path).GET().build(), 200).body());
    }

    byte[] bytes(String path) throws InterruptedException {
        return send(request(path).GET().build(), 200).body();
    }

    Done post(String path, Object body, int expected) throws InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> answer = send(request, expected);
        JsonNode made = JSON.readTree(answer.body());
        return new Done(
                made.path("id").asString(),
                made.path("revision").asLong(),
                answer.headers().firstValue("Greenroom-Position").orElse(""));
    }

    /** @param after the last frame that is known; null for what comes from now on */
    EventStream events(@Nullable String after) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        return EventStream.open(
                client,
                after == null
                        ? request.build()
                        : request.header("Last-Event-ID", after).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest request, int expected) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() == expected) {
                    return answer;
                }
                boolean passing = answer.statusCode() == 503 || answer.statusCode() == 504;
                if (!passing || attempt == TRIES) {
                    throw refused(request, answer);
                }
            } catch (IOException lost) {
                if (attempt == TRIES) {
                    throw new Failure(
                            "Greenroom does not answer %s %s (%s). Try again."
                                    .formatted(request.method(), request.uri().getPath(), lost),
                            lost);
                }
            }
            Thread.sleep(PAUSE_MILLIS * attempt);
        }
    }

    private static Failure refused(HttpRequest request, HttpResponse<byte[]> answer) {
        String why = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            JsonNode problem = JSON.readTree(answer.body());
            why = problem.path("code").asString() + ": "
                    + problem.path("detail").asString();
        } catch (RuntimeException notJson) {
            // The body as it is says more than nothing.
        }
        return new Failure("%s %s was answered with %s %s"
                .formatted(request.method(), request.uri().getPath(), answer.statusCode(), why.strip()));
    }
}
