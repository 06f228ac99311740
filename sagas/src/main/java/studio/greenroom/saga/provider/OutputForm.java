package studio.greenroom.saga.provider;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that an answer has to be. The schema keeps to the part of JSON Schema that models are held to strictly
 * and that is checked here: type (one word, or a list of them), description, properties, required, additionalProperties
 * (false), items, minItems, maxItems and enum; every property of an object is required.
 *
 * @param name       up to 64 letters, digits, {@code _} and {@code -}
 * @param jsonSchema the schema, of type object
 */
public record OutputForm(String name, String jsonSchema) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> KNOWN = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "enum");
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "integer", "number", "boolean", "null");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException when the schema uses more than is checked here */
    public OutputForm {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A form can not be called " + name);
        }
        JsonNode schema = JSON.readTree(jsonSchema);
        if (!"object".equals(schema.path("type").asString(""))) {
            throw new IllegalArgumentException("The form " + name + " is no object");
        }
        require(schema, name);
    }

    public JsonNode schema() {
        return JSON.readTree(jsonSchema);
    }

    /** Where an answer differs from this form, without a word of the answer; null when it keeps to it. */
    public @Nullable String fault(String answer) {
        try {
            return fault(schema(), JSON.readTree(answer), name);
        } catch (JacksonException e) {
            return "The answer is not JSON.";
        }
    }

    private static void require(JsonNode schema, String at) {
        for (String word : schema.propertyNames()) {
            if (!KNOWN.contains(word)) {
                throw new IllegalArgumentException(at + " uses " + word + ", which is not checked");
            }
        }
        Set<String> types = types(schema);
        if (types.isEmpty() || !TYPES.containsAll(types)) {
            throw new IllegalArgumentException(at + " has no type");
        }
        if (types.contains("object")) {
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(property -> required.add(property.asString("")));
            if (!schema.path("additionalProperties").isBoolean()
                    || schema.path("additionalProperties").asBoolean()
                    || !required.equals(Set.copyOf(schema.path("properties").propertyNames()))) {
                throw new IllegalArgumentException(at + " must require each of its properties and allow no others");
            }
            schema.path("properties").forEachEntry((property, its) -> require(its, at + '.' + property));
        }
        if (types.contains("array")) {
            require(schema.path("items"), at + "[]");
        }
    }

    private static @Nullable String fault(JsonNode schema, JsonNode value, String at) {
        if (types(schema).stream().noneMatch(type -> is(type, value))) {
            return at + " is not of type " + String.join(" or ", types(schema)) + '.';
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            return at + " is none of the words that it may be.";
        }
        return value.isObject()
                ? objectFault(schema, value, at)
                : value.isArray() ? arrayFault(schema, value, at) : null;
    }

    private static @Nullable String objectFault(JsonNode schema, JsonNode value, String at) {
        JsonNode properties = schema.path("properties");
        if (!Set.copyOf(value.propertyNames()).equals(Set.copyOf(properties.propertyNames()))) {
            return at + " does not have exactly the properties that it must have.";
        }
        for (String property : properties.propertyNames()) {
            String fault = fault(properties.get(property), value.get(property), at + '.' + property);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String arrayFault(JsonNode schema, JsonNode value, String at) {
        if (value.size() < schema.path("minItems").asInt(0)
                || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            return at + " has " + value.size() + " items.";
        }
        for (JsonNode item : value) {
            String fault = fault(schema.path("items"), item, at + "[]");
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString("")));
        } else if (type.isString()) {
            types.add(type.asString());
        }
        return types;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
