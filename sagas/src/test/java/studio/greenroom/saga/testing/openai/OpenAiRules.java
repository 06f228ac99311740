package studio.greenroom.saga.testing.openai;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What OpenAI refuses. Each rule answers null when all is well, else the error object. */
final class OpenAiRules {

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
    private static final Set<String> MODERATION_FIELDS = Set.of("model", "input");
    /** What a strict schema may use. */
    private static final Set<String> SCHEMA_WORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "enum");

    private static final Set<String> RETIRED = Set.of("gpt-image-1", "dall-e-2", "dall-e-3");

    private OpenAiRules() {}

    static boolean retired(JsonNode request) {
        return RETIRED.contains(request.path("model").asString(""));
    }

    static Map<String, Object> image(JsonNode request) {
        Map<String, Object> unknown = unknown(request, IMAGE_FIELDS);
        if (unknown != null) {
            return unknown;
        }
        if (!size(request)) {
            return invalid("size");
        }
        boolean streams = request.path("stream").asBoolean(false);
        int partials = request.path("partial_images").asInt(0);
        if (request.has("partial_images") && !streams || partials < 0 || partials > 3) {
            return invalid("partial_images");
        }
        String prompt = request.path("prompt").asString("");
        return prompt.isEmpty() || prompt.length() > 32_000 ? invalid("prompt") : null;
    }

    private static boolean size(JsonNode request) {
        String size = request.path("size").asString("auto");
        if (size.equals("auto")) {
            return true;
        }
        if (!size.matches("\\d+x\\d+")) {
            return false;
        }
        if (request.path("model").asString("").startsWith("gpt-image-1")) {
            return Set.of("1024x1024", "1536x1024", "1024x1536").contains(size);
        }
        int width = Integer.parseInt(size.split("x")[0]);
        int height = Integer.parseInt(size.split("x")[1]);
        return width % 16 == 0 && height % 16 == 0 && width <= 3 * height && height <= 3 * width;
    }

    static Map<String, Object> chat(JsonNode request) {
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
        if (request.path("messages").isEmpty()) {
            return invalid("messages");
        }
        return request.has("response_format") ? form(request.get("response_format")) : null;
    }

    private static Map<String, Object> form(JsonNode format) {
        JsonNode form = format.path("json_schema");
        if (!format.path("type").asString("").equals("json_schema")
                || !Set.copyOf(format.propertyNames()).equals(Set.of("type", "json_schema"))) {
            return invalid("response_format.type");
        }
        if (!form.path("name").asString("").matches("[a-zA-Z0-9_-]{1,64}")) {
            return invalid("response_format.json_schema.name");
        }
        if (!form.path("strict").asBoolean(false)) {
            return invalid("response_format.json_schema.strict");
        }
        String fault = form.path("schema").path("type").asString("").equals("object")
                ? schema(form.get("schema"))
                : "schema must be a JSON Schema of 'type: \"object\"'";
        return fault == null
                ? null
                : OpenAiAnswers.error(
                        "Invalid schema for response_format '"
                                + form.path("name").asString() + "': " + fault + '.',
                        "invalid_request_error",
                        "response_format",
                        null);
    }

    private static String schema(JsonNode schema) {
        for (String word : schema.propertyNames()) {
            if (!SCHEMA_WORDS.contains(word)) {
                return "'" + word + "' is not permitted";
            }
        }
        if (!schema.has("type")) {
            return "schema must have a 'type' key";
        }
        if (schema.has("properties")) {
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(name -> required.add(name.asString()));
            if (!schema.path("additionalProperties").isBoolean()
                    || schema.path("additionalProperties").asBoolean()) {
                return "'additionalProperties' is required to be supplied and to be false";
            }
            if (!required.equals(Set.copyOf(schema.path("properties").propertyNames()))) {
                return "'required' is required to be supplied and to be an array including every key in properties";
            }
            for (JsonNode property : schema.path("properties")) {
                String fault = schema(property);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return schema.has("items") ? schema(schema.get("items")) : null;
    }

    static Map<String, Object> moderation(JsonNode request) {
        Map<String, Object> unknown = unknown(request, MODERATION_FIELDS);
        if (unknown != null) {
            return unknown;
        }
        return request.path("input").asString("").isEmpty() ? invalid("input") : null;
    }

    private static Map<String, Object> unknown(JsonNode request, Set<String> known) {
        if (retired(request)) {
            return OpenAiAnswers.error(
                    "The model does not exist or you do not have access to it.",
                    "invalid_request_error",
                    null,
                    "model_not_found");
        }
        for (String field : request.propertyNames()) {
            if (!known.contains(field)) {
                return OpenAiAnswers.unknown(field);
            }
        }
        return null;
    }

    private static Map<String, Object> invalid(String field) {
        return OpenAiAnswers.error("Invalid value: '" + field + "'.", "invalid_request_error", field, "invalid_value");
    }
}
