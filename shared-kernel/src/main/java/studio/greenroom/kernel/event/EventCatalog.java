package studio.greenroom.kernel.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.generation.GenerationEvent;

/** Every event there is, by its logical name. */
public final class EventCatalog {

    /** An event's stored name, the revision of its shape and the kind of stream that it belongs to. */
    public record Entry(String type, int revision, String streamType, Class<? extends DomainEvent> eventClass) {}

    private static final Map<String, Entry> BY_TYPE = new HashMap<>();
    private static final Map<Class<?>, Entry> BY_CLASS = new HashMap<>();

    static {
        add("artist", ArtistEvent.class);
        add("generation", GenerationEvent.class);
    }

    private EventCatalog() {}

    private static void add(String streamType, Class<? extends DomainEvent> sealedInterface) {
        for (Class<?> permitted : sealedInterface.getPermittedSubclasses()) {
            EventType type = permitted.getAnnotation(EventType.class);
            Entry entry = new Entry(type.value(), type.revision(), streamType, permitted.asSubclass(DomainEvent.class));
            if (BY_TYPE.put(entry.type(), entry) != null) {
                throw new IllegalStateException("Two events are called " + entry.type());
            }
            BY_CLASS.put(permitted, entry);
        }
    }

    public static Entry of(DomainEvent event) {
        return Objects.requireNonNull(BY_CLASS.get(event.getClass()));
    }

    /** @throws UnknownEventException when this version of Greenroom does not know the type or its revision */
    public static Entry of(String type, int revision) {
        Entry entry = BY_TYPE.get(type);
        if (entry == null || revision > entry.revision()) {
            throw new UnknownEventException(type, revision);
        }
        return entry;
    }

    /** The newest revision of a type's shape; 0 for a type that is not known here. */
    static int today(String type) {
        Entry entry = BY_TYPE.get(type);
        return entry == null ? 0 : entry.revision();
    }

    public static List<Entry> all() {
        return List.copyOf(BY_TYPE.values());
    }
}
