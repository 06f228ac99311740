package studio.greenroom.standalone.simulation;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.generation.OpenDecisions;
import studio.greenroom.kernel.artist.ArtistCommand;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCatalog;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.json.Json;

/** The command-side in memory: one log of stored bytes, and the real decisions over what is read back from it. */
final class FakeLog {

    private final World world;
    private final List<Envelope> envelopes = new ArrayList<>();
    private final Map<String, GenerationState> states = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<ArtistCommand> delivered = new ArrayList<>();

    FakeLog(World world) {
        this.world = world;
    }

    /** @throws studio.greenroom.kernel.problem.Problem when it is refused */
    void send(Command sent, Cause cause) {
        Command command = CommandCodec.read(CommandCodec.name(sent), Json.write(sent));
        if (known.contains(cause.commandId()) && world.mistake != Mistake.COMMAND_IDS_FORGOTTEN) {
            return;
        }
        if (command instanceof ArtistCommand toArtist) {
            delivered.add(toArtist);
        } else {
            List<GenerationEvent> events =
                    OpenDecisions.decide(states.get(command.streamId()), (GenerationCommand) command);
            for (int ordinal = 0; ordinal < events.size(); ordinal++) {
                append(cause, ordinal, events.get(ordinal));
            }
        }
        known.add(cause.commandId());
    }

    private void append(Cause cause, int ordinal, GenerationEvent event) {
        EventCodec.Parts parts = EventCodec.write(event);
        append(cause, ordinal, event, EventCatalog.of(event).revision(), parts.payload(), parts.personal());
    }

    /** Appends an event in the bytes of a shape that may be older. */
    void append(
            Cause cause, int ordinal, GenerationEvent event, int shape, byte[] payload, byte @Nullable [] personal) {
        EventCatalog.Entry entry = EventCatalog.of(event);
        Envelope envelope = new Envelope(
                envelopes.size() + 1,
                world.ids.next(Ids.EVENT),
                event.streamId(),
                entry.streamType(),
                revisions.merge(event.streamId(), 1L, Long::sum),
                entry.type(),
                shape,
                world.time.instant().truncatedTo(ChronoUnit.MICROS),
                cause.owner(),
                cause.actor(),
                cause.commandId(),
                ordinal,
                cause.correlationId(),
                cause.causationId(),
                cause.operationId(),
                payload,
                personal,
                null);
        envelopes.add(envelope);
        world.time.note("event", envelope.position(), event);
        GenerationEvent stored = (GenerationEvent) Recorded.read(envelope).event();
        states.compute(event.streamId(), (id, before) -> GenerationState.evolve(before, stored));
        world.consumer.ring();
    }

    /** At most that many events after a position. */
    List<Envelope> after(long position, int most) {
        int from = (int) position;
        return List.copyOf(envelopes.subList(from, Math.min(envelopes.size(), from + most)));
    }

    int size() {
        return envelopes.size();
    }

    List<Recorded> read() {
        return envelopes.stream().map(Recorded::read).toList();
    }

    /** What was brought to artists, repetitions left out. */
    List<ArtistCommand> delivered() {
        return delivered;
    }
}
