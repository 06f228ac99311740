package studio.greenroom.saga.provider.offline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import studio.greenroom.saga.provider.OutputForm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Fills a form with sentences of given words; the seed says where it begins. */
final class FormFilling {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int ITEMS = 3;
    private static final int SENTENCES = 2;

    private final List<String> sentences;
    private final long seed;
    private long turn;

    private FormFilling(List<String> sentences, long seed) {
        this.sentences = sentences;
        this.seed = seed;
        this.turn = seed;
    }

    /** @param words of one sentence at least */
    static String of(OutputForm form, String words, long seed) {
        List<String> sentences = Arrays.stream(words.split("(?<=[.!?])\\s+|\\R+"))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        return JSON.writeValueAsString(new FormFilling(sentences, seed).value(form.schema(), SENTENCES));
    }

    /** What may be left empty is. */
    private Object value(Property property) {
        Property items = property.items();
        if (Objects.equals(property.minLength(), 0)) {
            return "";
        }
        if (items == null) {
            return cut(words(SENTENCES), property);
        }
        JsonNode type = schema.get("type");
        return switch ((type.isArray() ? type.get(0) : type).asString()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> NODES.stringNode(words(length));
            case "integer", "number" -> NODES.numberNode(Math.floorMod(seed, 10) + 1);
            case "boolean" -> NODES.booleanNode(Math.floorMod(seed, 2) == 0);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").forEachEntry((property, its) -> object.set(property, value(its, SENTENCES)));
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int items = Math.max(schema.path("minItems").asInt(0), Math.min(ITEMS, most));
        ArrayNode array = NODES.arrayNode();
        IntStream.range(0, items).forEach(i -> array.add(value(schema.get("items"), 1)));
        return array;
    }

    /** The next sentences, from the beginning again after the last. */
    private String words(int length) {
        List<String> next = IntStream.range(0, Math.min(length, sentences.size()))
                .mapToObj(i -> sentences.get(Math.floorMod(turn++, sentences.size())))
                .toList();
        return String.join(" ", next);
    }
}
