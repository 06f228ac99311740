package studio.greenroom.saga.provider.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as OpenAI does: as strict about what it is asked, and with the faults that a test puts in its way.
 * After OpenAI's published API description of 2026-08-21.
 */
final class StubOpenAi implements AutoCloseable {

    /** One answer. */
    interface Script {

        void answer(HttpExchange exchange, JsonNode request) throws IOException;
    }

    static final String KEY = "sk-test-0123456789abcdef0123456789abcdef";
    static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> IMAGE_FIELDS = Set.of(
            "prompt",
            "model",
            "n",
            "size",
            "quality",
            "background",
            "output_format",
            "output_compression",
            "moderation",
            "stream",
            "partial_images",
            "safety_identifier",
            "user");
    private static final Set<String> CHAT_FIELDS = Set.of(
            "model",
            "messages",
            "response_format",
            "max_completion_tokens",
            "seed",
            "temperature",
            "stream",
            "stream_options",
            "safety_identifier");
    private static final Set<String> RETIRED = Set.of("gpt-image-1", "dall-e-2", "dall-e-3");

    final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    StubOpenAi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/images/generations", e -> serve(e, StubOpenAi::checkImage, StubOpenAi::image));
        server.createContext(
                "/v1/chat/completions",
                e -> serve(
                        e,
                        StubOpenAi::checkChat,
                        (exchange, request) -> chat("She drives through the night.", "stop", null)
                                .answer(exchange, request)));
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    StubOpenAi then(Script script) {
        scripts.add(script);
        return this;
    }

    private interface Check {

        /** Null when all is well, else the error object. */
        Map<String, Object> of(JsonNode request);
    }

    private void serve(HttpExchange exchange, Check check, Script success) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                json(exchange, 405, error("Not allowed.", "invalid_request_error", null, null));
            } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                json(
                        exchange,
                        401,
                        error(
                                "Incorrect API key provided: "
                                        + exchange.getRequestHeaders().getFirst("Authorization"),
                                "invalid_request_error",
                                null,
                                "invalid_api_key"));
            } else {
                JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
                requests.add(request);
                Map<String, Object> fault = check.of(request);
                Script script = scripts.poll();
                if (fault != null) {
                    json(exchange, RETIRED.contains(request.path("model").asString("")) ? 404 : 400, fault);
                } else {
                    (script == null ? success : script).answer(exchange, request);
                }
            }
        }
    }

    private static Map<String, Object> checkImage(JsonNode request) {
        Map<String, Object> unknown = unknown(request, IMAGE_FIELDS);
        if (unknown != null) {
            return unknown;
        }
        String size = request.path("size").asString("auto");
        if (!size.equals("auto") && !size.matches("\\d+x\\d+")) {
            return invalid("size");
        }
        if (size.contains("x")) {
            int width = Integer.parseInt(size.split("x")[0]);
            int height = Integer.parseInt(size.split("x")[1]);
            boolean old = request.path("model").asString("").startsWith("gpt-image-1");
            if (old && !Set.of("1024x1024", "1536x1024", "1024x1536").contains(size)
                    || width % 16 != 0
                    || height % 16 != 0
                    || width > 3 * height
                    || height > 3 * width) {
                return invalid("size");
            }
        }
        String prompt = request.path("prompt").asString("");
        return prompt.isEmpty() || prompt.length() > 32_000 ? invalid("prompt") : null;
    }

    private static Map<String, Object> checkChat(JsonNode request) {
        Map<String, Object> unknown = unknown(request, CHAT_FIELDS);
        if (unknown != null) {
            return unknown;
        }
        for (JsonNode message : request.path("messages")) {
            if (!Set.of("developer", "system", "user", "assistant")
                    .contains(message.path("role").asString(""))) {
                return invalid("messages[0].role");
            }
        }
        return request.path("messages").isEmpty() ? invalid("messages") : null;
    }

    private static Map<String, Object> unknown(JsonNode request, Set<String> known) {
        if (RETIRED.contains(request.path("model").asString(""))) {
            return error(
                    "The model does not exist or you do not have access to it.",
                    "invalid_request_error",
                    null,
                    "model_not_found");
        }
        for (String field : request.propertyNames()) {
            if (!known.contains(field)) {
                return error(
                        "Unknown parameter: '" + field + "'.", "invalid_request_error", field, "unknown_parameter");
            }
        }
        return null;
    }

    private static Map<String, Object> invalid(String field) {
        return error("Invalid value: '" + field + "'.", "invalid_request_error", field, "invalid_value");
    }

    static Map<String, Object> error(String message, String type, String param, String code) {
        Map<String, Object> error = new HashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Map.of("error", error);
    }

    private static void image(HttpExchange exchange, JsonNode request) throws IOException {
        String size = request.path("size").asString("auto");
        int[] sides = size.equals("auto")
                ? new int[] {1024, 1024}
                : Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        images(Base64.getEncoder().encodeToString(png(sides[0], sides[1]))).answer(exchange, request);
    }

    static Script images(String... base64) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (String one : base64) {
            data.add(Map.of("b64_json", one));
        }
        return (exchange, request) -> json(
                exchange,
                200,
                Map.of(
                        "created",
                        1_790_000_000,
                        "data",
                        data,
                        "output_format",
                        "png",
                        "quality",
                        "high",
                        "background",
                        "opaque",
                        "usage",
                        Map.of(
                                "total_tokens",
                                1_100,
                                "input_tokens",
                                100,
                                "output_tokens",
                                1_000,
                                "input_tokens_details",
                                Map.of("text_tokens", 100, "image_tokens", 0))));
    }

    static Script chat(String content, String finish, String refusal) {
        Map<String, Object> message = new HashMap<>();
        message.put("role", "assistant");
        message.put("content", content);
        message.put("refusal", refusal);
        message.put("annotations", List.of());
        return (exchange, request) -> json(
                exchange,
                200,
                Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion",
                        "created",
                        1_790_000_000,
                        "model",
                        request.path("model").asString(""),
                        "choices",
                        List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
                        "usage",
                        Map.of("prompt_tokens", 50, "completion_tokens", 20, "total_tokens", 70)));
    }

    static Script status(int status, Map<String, Object> error, String... headers) {
        return (exchange, request) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            json(exchange, status, error);
        };
    }

    static Script raw(int status, String contentType, byte[] body) {
        return (exchange, request) -> send(exchange, status, contentType, body);
    }

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("x-request-id", "req_stub");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static byte[] png(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(0x204060));
        g.fillRect(0, 0, width, height);
        g.setColor(Color.WHITE);
        g.fillOval(0, 0, width / 4, height / 4);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
