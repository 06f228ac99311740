package studio.greenroom.kernel.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import studio.greenroom.kernel.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a model answered to a task, held against the task's schema. */
public sealed interface TaskOutput {

    /**
     * It is as the schema wants it.
     *
     * @param main the text that the task was for
     * @param json all of it, without blanks between and in the schema's order
     */
    record Typed(String main, String json) implements TaskOutput {}

    /** @param problem a sentence that names the property, without what the model wrote */
    record Broken(String problem) implements TaskOutput {}

    /** Nothing is mended: neither a fence around the JSON nor words after it. */
    static TaskOutput read(Task task, String answer) {
        try {
            JsonNode root = Reading.STRICT.readTree(answer);
            Map<String, Object> values = Reading.object(task.output(), root);
            return new Typed(String.valueOf(values.get(task.main())), Json.write(values));
        } catch (JacksonException e) {
            return new Broken("The answer is no JSON object, or more than one.");
        } catch (IllegalArgumentException e) {
            return new Broken("The answer breaks its schema: " + e.getMessage() + '.');
        }
    }

    /** How it is read. */
    final class Reading {

        private static final JsonMapper STRICT = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Reading() {}

        private static Map<String, Object> object(TaskSchema schema, JsonNode root) {
            Bounds.require(root.isObject(), "it", "is no object");
            Map<String, Object> values = new LinkedHashMap<>();
            schema.properties().forEach((name, property) -> {
                JsonNode value = root.get(name);
                Bounds.require(value != null, name, "is missing");
                values.put(name, property.items() == null ? text(name, property, value) : texts(name, property, value));
            });
            Bounds.require(root.size() == values.size(), "it", "has a property that was not asked for");
            return values;
        }

        private static List<String> texts(String name, TaskSchema.Property property, JsonNode value) {
            Bounds.require(value.isArray(), name, "is no list");
            int most = Objects.requireNonNull(property.maxItems());
            TaskSchema.Property items = Objects.requireNonNull(property.items());
            Bounds.require(value.size() <= most, name, "has more than " + most + " entries");
            List<String> texts = new ArrayList<>();
            for (JsonNode entry : value) {
                texts.add(text(name + '[' + texts.size() + ']', items, entry));
            }
            return texts;
        }

        private static String text(String name, TaskSchema.Property property, JsonNode value) {
            Bounds.require(value.isString(), name, "is no text");
            String text = value.stringValue();
            int length = text.codePointCount(0, text.length());
            Bounds.require(
                    property.minLength() == null || length >= property.minLength(),
                    name,
                    "is shorter than " + property.minLength() + " characters");
            int most = Objects.requireNonNull(property.maxLength());
            Bounds.require(length <= most, name, "is longer than " + most + " characters");
            return text;
        }
    }
}
