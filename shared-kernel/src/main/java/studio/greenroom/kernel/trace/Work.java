package studio.greenroom.kernel.trace;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;

/**
 * A piece of work that is done, as a span tells it: names, ids, codes and numbers, never what a person wrote.
 *
 * @param parent  span of what this was done for; null when it began the trace
 * @param id      its own span; null when nothing can come of this work, so that any will do
 * @param facts   strings and longs by their name
 * @param failure code of what went wrong; null when nothing did
 */
public record Work(
        String name,
        Kind kind,
        @Nullable String parent,
        @Nullable String id,
        Map<String, Object> facts,
        @Nullable String failure) {

    /** What the work is to those beside it. */
    public enum Kind {
        REQUEST,
        CALL,
        PUBLICATION,
        DELIVERY,
        INSIDE
    }

    public static Work of(Kind kind, String name, @Nullable String parent, @Nullable String id) {
        return new Work(name, kind, parent, id, Map.of(), null);
    }

    /** @param value a string or a long */
    public Work with(String fact, Object value) {
        Map<String, Object> more = new TreeMap<>(facts);
        more.put(fact, value);
        return new Work(name, kind, parent, id, more, failure);
    }

    /** Says which event was worked on. */
    public Work about(Envelope event) {
        return with("greenroom.event.id", event.eventId())
                .with("greenroom.stream.id", event.streamId())
                .with("greenroom.position", event.position());
    }

    /** @param code null when all went well */
    public Work failed(@Nullable String code) {
        return new Work(name, kind, parent, id, facts, code);
    }
}
