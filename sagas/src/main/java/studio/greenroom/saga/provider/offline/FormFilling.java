package studio.greenroom.saga.provider.offline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.prompt.TaskSchema.Property;

/** Answers a task with sentences of given words; the seed says where it begins. */
final class FormFilling {

    private static final int ITEMS = 3;
    private static final int SENTENCES = 2;

    private final List<String> sentences;
    private long turn;

    private FormFilling(List<String> sentences, long seed) {
        this.sentences = sentences;
        this.turn = seed;
    }

    /**
     * @param main  what the task is for
     * @param words that the rest is filled from, of one sentence at least
     */
    static String of(Task task, String main, String words, long seed) {
        List<String> sentences = Arrays.stream(words.split("(?<=[.!?])\\s+|\\R+"))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        FormFilling filling = new FormFilling(sentences, seed);
        Map<String, Object> values = new LinkedHashMap<>();
        task.output()
                .properties()
                .forEach((name, property) ->
                        values.put(name, name.equals(task.main()) ? cut(main, property) : filling.value(property)));
        return Json.write(values);
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
        return IntStream.range(0, Math.min(ITEMS, Objects.requireNonNull(property.maxItems())))
                .mapToObj(i -> cut(words(1), items))
                .toList();
    }

    private static String cut(String text, Property property) {
        int max = Objects.requireNonNull(property.maxLength());
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }

    /** The next sentences, from the beginning again after the last. */
    private String words(int length) {
        List<String> next = IntStream.range(0, Math.min(length, sentences.size()))
                .mapToObj(i -> sentences.get(Math.floorMod(turn++, sentences.size())))
                .toList();
        return String.join(" ", next);
    }
}
