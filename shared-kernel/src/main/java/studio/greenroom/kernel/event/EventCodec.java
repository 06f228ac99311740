package studio.greenroom.kernel.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Turns events into stored bytes and back. What is {@link Personal} goes into bytes of its own; reading joins the two
 * JSON objects again. Strict about what it reads: a field that no event has is an error, not something to pass over.
 */
public final class EventCodec {

    /** An event's two parts; {@code personal} is null when nothing in it is personal. */
    public record Parts(byte[] payload, byte @Nullable [] personal) {}

    private static final byte[] EMPTY = {'{', '}'};
    private static final JsonMapper PLAIN = mapper(property -> property.getAnnotation(Personal.class) == null);
    private static final JsonMapper PERSONAL = mapper(property -> property.getAnnotation(Personal.class) != null);
    private static final JsonMapper READER = mapper(property -> true);

    private EventCodec() {}

    /** @param kept which of an event's own properties are written; what they hold is written whole */
    private static JsonMapper mapper(Predicate<BeanPropertyWriter> kept) {
        SimpleModule parts = new SimpleModule().setSerializerModifier(new ValueSerializerModifier() {
            @Override
            public List<BeanPropertyWriter> changeProperties(
                    SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
                return DomainEvent.class.isAssignableFrom(bean.getBeanClass())
                        ? properties.stream().filter(kept).toList()
                        : properties;
            }
        });
        return JsonMapper.builder()
                .addModule(parts)
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    public static Parts write(DomainEvent event) {
        byte[] personal = PERSONAL.writeValueAsBytes(event);
        return new Parts(PLAIN.writeValueAsBytes(event), Arrays.equals(personal, EMPTY) ? null : personal);
    }

    /** @throws UnknownEventException when a newer Greenroom wrote it */
    public static DomainEvent read(Envelope envelope) {
        EventCatalog.Entry entry = EventCatalog.of(envelope.type(), envelope.typeRevision());
        if (envelope.typeRevision() == entry.revision()) {
            return READER.readValue(envelope.content(), entry.eventClass());
        }
        return READER.treeToValue(brought(envelope, entry), entry.eventClass());
    }

    /** The same event in today's shape, all of it in its payload; one of today's, or of a newer Greenroom, as it is. */
    public static Envelope current(Envelope envelope) {
        int today = EventCatalog.today(envelope.type());
        if (envelope.typeRevision() >= today) {
            return envelope;
        }
        EventCatalog.Entry entry = EventCatalog.of(envelope.type(), today);
        return envelope.shaped(today, READER.writeValueAsBytes(brought(envelope, entry)));
    }

    private static ObjectNode brought(Envelope envelope, EventCatalog.Entry entry) {
        ObjectNode stored = (ObjectNode) READER.readTree(envelope.content());
        Upcasters.bring(stored, entry.type(), envelope.typeRevision(), entry.revision());
        return stored;
    }

    /** One JSON object of two: {@code {"a":1}} and {@code {"b":2}} make {@code {"a":1,"b":2}}. */
    static byte[] merged(byte[] payload, byte @Nullable [] personal) {
        if (personal == null || personal.length <= 2) {
            return payload;
        }
        if (payload.length <= 2) {
            return personal;
        }
        byte[] both = Arrays.copyOf(payload, payload.length + personal.length - 1);
        both[payload.length - 1] = ',';
        System.arraycopy(personal, 1, both, payload.length, personal.length - 1);
        return both;
    }
}
