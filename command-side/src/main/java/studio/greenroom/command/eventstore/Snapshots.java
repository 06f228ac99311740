package studio.greenroom.command.eventstore;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import studio.greenroom.kernel.hash.Sha256;
import studio.greenroom.kernel.json.Json;

/**
 * From an aggregate that Axon has folded to a snapshot and back. A state whose class has changed since is not read: the
 * form is a fingerprint of the class and all that it is made of.
 */
public final class Snapshots {

    private static final int FORM_LENGTH = 16;

    private final Map<String, Class<?>> states;
    private final Map<String, String> forms = new HashMap<>();

    /** @param states each stream type's; records of records, enums, lists and simple values */
    public Snapshots(Map<String, Class<?>> states) {
        this.states = states;
        states.forEach((type, state) -> forms.put(type, form(state)));
    }

    /** @param folded its payload is the aggregate */
    public Snapshot of(DomainEventMessage<?> folded) {
        Snapshotted aggregate = (Snapshotted) folded.getPayload();
        return new Snapshot(
                folded.getAggregateIdentifier(),
                folded.getSequenceNumber() + 1,
                requireNonNull(forms.get(folded.getType())),
                requireNonNull(aggregate.owner()),
                folded.getTimestamp(),
                Json.bytes(requireNonNull(aggregate.state())));
    }

    /** As the first event that the aggregate is given; empty when it was written by another version. */
    public Optional<DomainEventMessage<?>> message(Snapshot snapshot) {
        return forms.entrySet().stream()
                .filter(form -> form.getValue().equals(snapshot.form()))
                .findFirst()
                .map(form -> new GenericDomainEventMessage<>(
                        form.getKey(),
                        snapshot.streamId(),
                        snapshot.revision() - 1,
                        Json.read(snapshot.state(), requireNonNull(states.get(form.getKey()))),
                        MetaData.with(Dispatch.OWNER, snapshot.owner()),
                        snapshot.streamId() + "-" + snapshot.revision(),
                        snapshot.takenAt()));
    }

    static String form(Class<?> state) {
        return Sha256.hex(described(state)).substring(0, FORM_LENGTH);
    }

    static String described(Class<?> state) {
        return described(state, new HashSet<>());
    }

    private static String described(Type type, Set<Type> known) {
        if (type instanceof ParameterizedType generic) {
            return described(generic.getRawType(), known)
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(argument -> described(argument, known))
                            .toList();
        }
        if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            return type.getTypeName() + Arrays.toString(enumeration.getEnumConstants());
        }
        if (type instanceof Class<?> record && record.isRecord() && known.add(type)) {
            return type.getTypeName()
                    + Arrays.stream(record.getRecordComponents())
                            .map(part -> part.getName() + ":" + described(part.getGenericType(), known))
                            .collect(Collectors.joining(",", "(", ")"));
        }
        return type.getTypeName();
    }
}
