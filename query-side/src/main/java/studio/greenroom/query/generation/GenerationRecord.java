package studio.greenroom.query.generation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.Variant;

/**
 * What the read model keeps of a generation: its state, and when things happened.
 *
 * @param attemptsStarted when each attempt was started, in their order
 * @param made            when each variant was there
 * @param created         position of the generation's first event, which lists are ordered by
 * @param position        of the last event that is in it
 */
record GenerationRecord(
        GenerationState state,
        String owner,
        List<Instant> attemptsStarted,
        Map<Integer, Instant> made,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        long revision,
        long created,
        long position) {

    Instant madeAt(int variant) {
        return Objects.requireNonNull(made.get(variant));
    }

    static GenerationRecord after(@Nullable GenerationRecord before, Recorded recorded) {
        Envelope envelope = recorded.envelope();
        long due = before == null ? 1 : before.revision + 1;
        if (envelope.revision() != due) {
            throw new IllegalStateException(
                    "Revision %s of %s is due, not %s".formatted(due, envelope.streamId(), envelope.revision()));
        }
        GenerationState state =
                GenerationState.evolve(before == null ? null : before.state, (GenerationEvent) recorded.event());
        if (before == null) {
            return new GenerationRecord(
                    state,
                    envelope.owner(),
                    List.of(),
                    Map.of(),
                    envelope.occurredAt(),
                    null,
                    envelope.revision(),
                    envelope.position(),
                    envelope.position());
        }
        List<Instant> started = new ArrayList<>(before.attemptsStarted);
        if (recorded.event() instanceof AttemptStarted) {
            started.add(envelope.occurredAt());
        }
        Map<Integer, Instant> made = new TreeMap<>(before.made);
        for (Variant variant : state.variants()) {
            if (variant.result() != null) {
                made.putIfAbsent(variant.number(), envelope.occurredAt());
            }
        }
        boolean endsNow = state.status().ended() && !before.state.status().ended();
        return new GenerationRecord(
                state,
                before.owner,
                List.copyOf(started),
                made,
                before.requestedAt,
                endsNow ? envelope.occurredAt() : before.finishedAt,
                envelope.revision(),
                before.created,
                envelope.position());
    }
}
