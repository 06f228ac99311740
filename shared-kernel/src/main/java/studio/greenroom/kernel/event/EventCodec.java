package studio.greenroom.kernel.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns events into stored bytes and back. What is {@link Personal} goes into bytes of its own; reading joins the two
 * JSON objects again. Strict about what it reads: a field that no event has is an error, not something to pass over.
 */
public final class EventCodec {

    /** An event's two parts; {@code personal} is null when nothing in it is personal. */
    public record Parts(byte[] payload, byte @Nullable [] personal) {
    }

    private static final byte[] EMPTY = {'{', '}'};
    private static final JsonMapper PLAIN = mapper(member -> member.hasAnnotation(Personal.class));
    private static final JsonMapper PERSONAL = mapper(member ->
            DomainEvent.class.isAssignableFrom(member.getDeclaringClass()) && !member.hasAnnotation(Personal.class));
    private static final JsonMapper READER = mapper(member -> false);

    private EventCodec() {
    }

    private static JsonMapper mapper(Predicate<AnnotatedMember> ignored) {
        return JsonMapper.builder()
                .annotationIntrospector(new PartIntrospector(ignored))
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
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
        return READER.readValue(envelope.content(), entry.eventClass());
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

    private static final class PartIntrospector extends JacksonAnnotationIntrospector {

        private final transient Predicate<AnnotatedMember> ignored;

        PartIntrospector(Predicate<AnnotatedMember> ignored) {
            this.ignored = ignored;
        }

        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return ignored.test(member) || super.hasIgnoreMarker(config, member);
        }
    }
}
