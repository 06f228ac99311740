package studio.greenroom.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the public API, as anybody could write it. */
final class Client {

    static final JsonMapper JSON = new JsonMapper();
    static final String MARA = """
            {"name":"Mara Solvei","genre":"ambient","traits":["patient","dry"],"style":"rain-lit noir"}""";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String address;
    private final String token;

    Client(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** An answer with its JSON body; a missing node where there is none. */
    record Answer(HttpResponse<byte[]> http) {

        int status() {
            return http.statusCode();
        }

        JsonNode json() {
            return http.body().length == 0 ? JSON.missingNode() : JSON.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }

        String id() {
            return json().get("id").asString();
        }

        String code() {
            return json().path("code").asString(null);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        try {
            return new Answer(http.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream of events; closing the input closes its connection. */
    InputStream open(String path, String... headers) throws IOException {
        try {
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
            all[headers.length] = "Accept";
            all[headers.length + 1] = "text/event-stream";
            return HttpClient.newHttpClient()
                    .send(request("GET", path, null, all), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** Reads until the answer is as wanted. */
    JsonNode await(String path, Predicate<JsonNode> wanted) {
        return Awaitility.await(path)
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get(path).json(), wanted);
    }

    JsonNode ended(String generation) {
        return await(
                "/api/generations/" + generation, g -> hasEnded(g.path("state").asString("")));
    }

    static boolean hasEnded(String state) {
        return state.equals("succeeded") || state.equals("failed") || state.equals("cancelled");
    }
}
