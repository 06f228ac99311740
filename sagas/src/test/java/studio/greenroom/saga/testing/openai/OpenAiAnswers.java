package studio.greenroom.saga.testing.openai;

import static studio.greenroom.saga.testing.openai.StubOpenAi.JSON;

import com.sun.net.httpserver.HttpExchange;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What OpenAI answers. */
public final class OpenAiAnswers {

    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");
    private static final Map<String, Object> USAGE = Map.of(
            "total_tokens",
            1_100,
            "input_tokens",
            100,
            "output_tokens",
            1_000,
            "input_tokens_details",
            Map.of("text_tokens", 100, "image_tokens", 0));

    private OpenAiAnswers() {}

    /** The picture that was asked for, streamed with all its partial pictures if that was asked for. */
    public static void image(HttpExchange exchange, JsonNode request) throws IOException {
        String picture = base64(pictureOf(request));
        if (!request.path("stream").asBoolean(false)) {
            images(picture).answer(exchange, request);
            return;
        }
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < request.path("partial_images").asInt(0); i++) {
            frames.add(partial(i, picture));
        }
        frames.add(completed(picture));
        stream(frames.toArray(String[]::new)).answer(exchange, request);
    }

    public static Script images(String... base64) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (String one : base64) {
            data.add(Map.of("b64_json", one));
        }
        Map<String, Object> body = Map.of(
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
                USAGE);
        return (exchange, request) -> json(exchange, 200, body);
    }

    /** Frames as they are, in pieces that end within lines, with comments between them, then {@code [DONE]}. */
    public static Script stream(String... frames) {
        return (exchange, request) -> {
            OutputStream out = begin(exchange);
            for (String frame : frames) {
                byte[] bytes = bytes(": keep-alive\n\n" + frame);
                for (int at = 0; at < bytes.length; at += bytes.length / 3 + 1) {
                    out.write(bytes, at, Math.min(bytes.length / 3 + 1, bytes.length - at));
                    out.flush();
                }
            }
            out.write(bytes("data: [DONE]\n\n"));
        };
    }

    /** Headers of an event stream; what is written then is its body. */
    public static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("x-request-id", "req_stub");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    public static String partial(int index, String base64) {
        return frame("image_generation.partial_image", base64, "partial_image_index", index);
    }

    public static String completed(String base64) {
        return frame("image_generation.completed", base64, "usage", USAGE);
    }

    private static String frame(String type, String base64, String field, Object value) {
        Map<String, Object> data = new TreeMap<>(Map.of(
                "type",
                type,
                "b64_json",
                base64,
                "created_at",
                1_790_000_000,
                "size",
                "1024x1024",
                "quality",
                "high",
                "background",
                "opaque",
                "output_format",
                "png"));
        data.put(field, value);
        return "event: " + type + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
    }

    /** Plain words, or the form that was asked for. */
    static void chat(HttpExchange exchange, JsonNode request) throws IOException {
        JsonNode form = request.path("response_format").path("json_schema").path("schema");
        chat(
                        form.isMissingNode() ? "She drives through the night." : JSON.writeValueAsString(filled(form)),
                        "stop",
                        null)
                .answer(exchange, request);
    }

    private static Object filled(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (schema.get("type").asString("null")) {
            case "object" -> {
                Map<String, Object> object = new TreeMap<>();
                schema.path("properties").forEachEntry((property, its) -> object.put(property, filled(its)));
                yield object;
            }
            case "array" ->
                Collections.nCopies(Math.max(1, schema.path("minItems").asInt(1)), filled(schema.get("items")));
            case "string" -> "She drives on.";
            case "integer", "number" -> 7;
            case "boolean" -> true;
            default -> NullNode.getInstance();
        };
    }

    public static Script chat(String content, String finish, String refusal) {
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

    /** Flagged when there are categories. */
    public static Script moderated(String... flagged) {
        Map<String, Object> categories = new TreeMap<>();
        Map<String, Object> scores = new TreeMap<>();
        Map<String, Object> inputs = new TreeMap<>();
        CATEGORIES.forEach(category -> {
            categories.put(category, Set.of(flagged).contains(category));
            scores.put(category, 0.1);
            inputs.put(category, List.of("text"));
        });
        Arrays.stream(flagged).forEach(category -> categories.put(category, true));
        Map<String, Object> result = Map.of(
                "flagged",
                flagged.length > 0,
                "categories",
                categories,
                "category_scores",
                scores,
                "category_applied_input_types",
                inputs);
        return (exchange, request) -> json(
                exchange, 200, Map.of("id", "modr-1", "model", "omni-moderation-latest", "results", List.of(result)));
    }

    public static Script status(int status, Map<String, Object> error, String... headers) {
        return (exchange, request) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            json(exchange, status, error);
        };
    }

    public static Script raw(int status, String contentType, String body) {
        return (exchange, request) -> send(exchange, status, contentType, bytes(body));
    }

    public static Map<String, Object> error(String message, String type, String param, String code) {
        Map<String, Object> error = new HashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Map.of("error", error);
    }

    /** Of a field that is not known. */
    public static Map<String, Object> unknown(String field) {
        return error("Unknown parameter: '" + field + "'.", "invalid_request_error", field, "unknown_parameter");
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

    private static byte[] pictureOf(JsonNode request) throws IOException {
        String size = request.path("size").asString("auto");
        int[] sides = size.equals("auto")
                ? new int[] {1024, 1024}
                : Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        return png(sides[0], sides[1]);
    }

    public static byte[] png(int width, int height) throws IOException {
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

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
