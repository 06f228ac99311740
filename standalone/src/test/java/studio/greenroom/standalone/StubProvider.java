package studio.greenroom.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider that speaks like OpenAI, counts the calls for each prompt, and answers as a test wants. */
final class StubProvider implements AutoCloseable {

    /** @param status HTTP status; -1 hangs up without an answer */
    record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private volatile Function<String, Reply> behaviour = prompt -> new Reply(200, picture());
    private volatile Runnable afterAnswer = () -> {};

    StubProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/images/generations", this::image);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void behave(Function<String, Reply> newBehaviour) {
        behaviour = newBehaviour;
    }

    void afterAnswer(Runnable action) {
        afterAnswer = action;
    }

    /** How often a prompt that holds this text was sent. */
    int calls(String marker) {
        return calls.entrySet().stream()
                .filter(e -> e.getKey().contains(marker))
                .mapToInt(e -> e.getValue().get())
                .sum();
    }

    private void image(HttpExchange exchange) throws IOException {
        JsonNode request = new JsonMapper().readTree(exchange.getRequestBody());
        String prompt = request.get("prompt").asString();
        calls.computeIfAbsent(prompt, p -> new AtomicInteger()).incrementAndGet();
        Reply reply = behaviour.apply(prompt);
        if (reply.status() < 0) {
            exchange.close();
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        afterAnswer.run();
    }

    static String picture() {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(1_024, 1_024, BufferedImage.TYPE_INT_RGB), "png", png);
            return "{\"created\":1,\"data\":[{\"b64_json\":\""
                    + Base64.getEncoder().encodeToString(png.toByteArray())
                    + "\"}],\"usage\":{\"total_tokens\":3,\"input_tokens\":1,\"output_tokens\":2,"
                    + "\"input_tokens_details\":{\"text_tokens\":1,\"image_tokens\":0}}}";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
