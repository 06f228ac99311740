package studio.greenroom.kernel.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.json.Json;

/**
 * The part of JSON Schema that tasks use, strict as structured output wants it: an object of texts and lists of texts,
 * every one required and no other allowed.
 */
public record TaskSchema(
        String type, Map<String, Property> properties, List<String> required, boolean additionalProperties) {

    /**
     * @param type      {@code string}, or {@code array} of them
     * @param minLength characters of a text, as {@code maxLength}, which a text must have
     * @param maxItems  of a list, which it must have
     */
    public record Property(
            String type,
            @Nullable String description,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable Integer maxItems,
            @Nullable Property items) {

        public Property {
            Bounds.require("string".equals(type) || "array".equals(type), "type", "is string or array");
            Bounds.maybeWords("description", description, 300);
            boolean text = "string".equals(type);
            Bounds.require(minLength == null || text && minLength >= 0, "minLength", "belongs to a string, 0 or more");
            Bounds.require(text == (maxLength != null), "maxLength", "belongs to a string, which has one");
            Bounds.require(
                    maxLength == null || maxLength >= 1 && maxLength <= 20_000,
                    "maxLength",
                    "is a number from 1 to 20000");
            Bounds.require(text == (maxItems == null), "maxItems", "belongs to an array, which has one");
            Bounds.require(maxItems == null || maxItems >= 1 && maxItems <= 100, "maxItems", "is from 1 to 100");
            Bounds.require(text == (items == null), "items", "belongs to an array, which has them");
            Bounds.require(items == null || "string".equals(items.type()), "items", "are strings");
        }

        private Map<String, Object> strict() {
            String length = maxLength == null ? "" : "At most " + maxLength + " characters.";
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("type", type);
            told.put("description", ((description == null ? "" : description + ' ') + length).strip());
            if (items != null) {
                told.put("maxItems", Objects.requireNonNull(maxItems));
                told.put("items", items.strict());
            }
            return told;
        }
    }

    /** @throws IllegalArgumentException that begins with the field's name */
    public TaskSchema {
        Bounds.require("object".equals(type), "type", "is object");
        Bounds.require(
                properties != null && !properties.isEmpty() && properties.size() <= 10,
                "properties",
                "has 1 to 10 of them");
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        Bounds.require(
                required != null
                        && required.size() == properties.size()
                        && Set.copyOf(required).equals(properties.keySet()),
                "required",
                "names every property, and each once");
        required = List.copyOf(required);
        Bounds.require(!additionalProperties, "additionalProperties", "is false");
    }

    public String json() {
        return Json.write(this);
    }

    /** As providers of strict structured output take it: they know no lengths of texts, which are told in words. */
    public String strictJson() {
        Map<String, Object> told = new LinkedHashMap<>();
        properties.forEach((name, property) -> told.put(name, property.strict()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("properties", told);
        schema.put("required", required);
        schema.put("additionalProperties", additionalProperties);
        return Json.write(schema);
    }

    boolean isText(String name) {
        Property property = properties.get(name);
        return property != null && property.items() == null;
    }
}
