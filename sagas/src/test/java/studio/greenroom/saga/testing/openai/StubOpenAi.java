package studio.greenroom.saga.testing.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as OpenAI does: as strict about what it is asked ({@link OpenAiRules}), and with the faults that a test puts in
 * its way. After OpenAI's published API description of 2026-08-21.
 */
public final class StubOpenAi implements AutoCloseable {

    /** One answer. */
    public interface Script {

        void answer(HttpExchange exchange, JsonNode request) throws IOException;
    }

    public static final String KEY = "sk-test-0123456789abcdef0123456789abcdef";
    static final JsonMapper JSON = new JsonMapper();

    /** What was asked to be made, and to be moderated, in its order. */
    public final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    public final List<JsonNode> moderations = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final Queue<Script> moderationScripts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Socket> line = new ArrayList<>();
    private volatile @Nullable Script always;

    public StubOpenAi() throws IOException {
        this(0);
        pickUp();
    }

    private StubOpenAi(int waiting) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), waiting);
        server.setExecutor(threads);
        serve("images/generations", requests, scripts, OpenAiRules::image, usually(OpenAiAnswers::image));
        serve("chat/completions", requests, scripts, OpenAiRules::chat, usually(OpenAiAnswers::chat));
        serve("moderations", moderations, moderationScripts, OpenAiRules::moderation, OpenAiAnswers.moderated());
    }

    /** One that accepts no connection until it picks up: its line is full. */
    public static StubOpenAi busy() throws IOException {
        StubOpenAi busy = new StubOpenAi(1);
        // One more than may wait fits in.
        for (int i = 0; i < 2; i++) {
            busy.line.add(new Socket(
                    InetAddress.getLoopbackAddress(), busy.server.getAddress().getPort()));
        }
        return busy;
    }

    public void pickUp() {
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The next picture or text that is asked for is answered so, if the request is sound. */
    public StubOpenAi then(Script script) {
        scripts.add(script);
        return this;
    }

    /** Every picture and text is answered so, if the request is sound and nothing else is next. */
    public StubOpenAi always(Script script) {
        always = script;
        return this;
    }

    private Script usually(Script success) {
        return (exchange, request) -> {
            Script script = always;
            (script == null ? success : script).answer(exchange, request);
        };
    }

    /** The next moderation is answered so, if the request is sound. */
    public StubOpenAi thenModerate(Script script) {
        moderationScripts.add(script);
        return this;
    }

    /** How often a picture was asked for in a prompt that holds these words. */
    public long asked(String words) {
        return requests.stream()
                .filter(request -> request.path("prompt").asString("").contains(words))
                .count();
    }

    private void serve(
            String path,
            List<JsonNode> seen,
            Queue<Script> next,
            Function<JsonNode, Map<String, Object>> fault,
            Script success) {
        server.createContext("/v1/" + path, exchange -> {
            try (exchange) {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                if (!exchange.getRequestMethod().equals("POST")) {
                    OpenAiAnswers.json(
                            exchange, 405, OpenAiAnswers.error("Not allowed.", "invalid_request_error", null, null));
                } else if (!("Bearer " + KEY).equals(authorization)) {
                    OpenAiAnswers.json(
                            exchange,
                            401,
                            OpenAiAnswers.error(
                                    "Incorrect API key provided: " + authorization,
                                    "invalid_request_error",
                                    null,
                                    "invalid_api_key"));
                } else {
                    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
                    seen.add(request);
                    Script script = next.poll();
                    Map<String, Object> refusal = fault.apply(request);
                    if (refusal != null) {
                        OpenAiAnswers.json(exchange, OpenAiRules.retired(request) ? 404 : 400, refusal);
                    } else {
                        (script == null ? success : script).answer(exchange, request);
                    }
                }
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        for (Socket socket : line) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
