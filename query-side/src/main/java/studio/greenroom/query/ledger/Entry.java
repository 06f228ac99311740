package studio.greenroom.query.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;

/**
 * One movement of money.
 *
 * @param position of its event
 * @param artistId null when the generation stands for itself
 * @param variant  from 1, as {@code attempt}; null where it is of the generation as a whole
 */
record Entry(
        long position,
        Kind kind,
        String generationId,
        @Nullable String artistId,
        @Nullable Integer variant,
        @Nullable Integer attempt,
        Cost cost,
        boolean estimated,
        Instant at) {

    /** What it does. */
    enum Kind {
        /** Set aside with a request. */
        RESERVED,
        /** Paid for an attempt. */
        SETTLED,
        /** Given back at the end of a generation. */
        REFUNDED,
        /** Not paid, since the same request was answered with what was there. */
        SAVED;

        /** As it stands in answers and tables. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    long micros() {
        return cost.micros();
    }

    /** Empty for an event that moves nothing. */
    static Optional<Entry> of(Recorded recorded, Origin origin) {
        GenerationEvent event = (GenerationEvent) recorded.event();
        if (event instanceof CostReserved e) {
            return Optional.of(of(recorded.envelope(), origin, Kind.RESERVED, null, null, e.cost(), false));
        } else if (event instanceof CostSettled e) {
            return Optional.of(
                    of(recorded.envelope(), origin, Kind.SETTLED, e.variant(), e.attempt(), e.cost(), e.estimated()));
        } else if (event instanceof CostRefunded e) {
            return Optional.of(of(recorded.envelope(), origin, Kind.REFUNDED, null, null, e.cost(), false));
        } else if (event instanceof RepeatsAnswered e && e.saved() != null) {
            return Optional.of(of(recorded.envelope(), origin, Kind.SAVED, null, null, e.saved(), false));
        }
        return Optional.empty();
    }

    private static Entry of(
            Envelope envelope,
            Origin origin,
            Kind kind,
            @Nullable Integer variant,
            @Nullable Integer attempt,
            Cost cost,
            boolean estimated) {
        return new Entry(
                envelope.position(),
                kind,
                envelope.streamId(),
                origin.artistId(),
                variant,
                attempt,
                cost,
                estimated,
                envelope.occurredAt());
    }
}
