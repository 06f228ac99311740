package studio.greenroom.kernel.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored shapes of events: files named {@code events/<type>.<revision>.json}, with every field that there is. */
final class Shapes {

    private static final JsonMapper JSON = new JsonMapper();

    private Shapes() {}

    /** What that file holds, as the store would give it. */
    static DomainEvent read(String type, int revision) {
        return read(type, revision, file(type, revision));
    }

    static DomainEvent read(String type, int revision, String json) {
        return EventCodec.read(stored(type, revision, json));
    }

    static Envelope stored(String type, int revision, String json) {
        Envelope e =
                Histories.envelope(1, Histories.OWNER, 1, Histories.everyEvent().get(0));
        return new Envelope(
                1,
                e.eventId(),
                e.streamId(),
                e.streamType(),
                1,
                type,
                revision,
                e.occurredAt(),
                e.owner(),
                e.actor(),
                e.commandId(),
                0,
                "c",
                "c",
                "o",
                json.getBytes(UTF_8),
                null,
                null);
    }

    static String file(String type, int revision) {
        String name = "/events/" + type + "." + revision + ".json";
        try (InputStream in = Shapes.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, "There is no " + name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its fields, those within them too, each with the kind of its value: one line for each, in order. */
    static String of(String json) {
        Set<String> fields = new TreeSet<>();
        collect("", JSON.readTree(json), fields);
        return String.join("\n", fields);
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, fields));
        } else {
            fields.add(path + " " + node.getNodeType());
        }
    }

    /** An event of that class with a value in every field. */
    static DomainEvent filled(Class<? extends DomainEvent> event) {
        return (DomainEvent) value(event, "");
    }

    static String written(DomainEvent event) {
        return new String(Histories.envelope(1, Histories.OWNER, 1, event).content(), UTF_8);
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0], name));
        } else if (type == String.class) {
            return name;
        } else if (type == int.class || type == Integer.class) {
            return name.length();
        } else if (type == long.class || type == Long.class) {
            return (long) name.length();
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        Class<?> c = (Class<?>) type;
        return c.isEnum() ? c.getEnumConstants()[0] : record(c);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new))
                    .newInstance(Arrays.stream(parts)
                            .map(part -> value(part.getGenericType(), part.getName()))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    Arrays.stream(parts).map(RecordComponent::getName).collect(Collectors.joining(", ")), e);
        }
    }
}
