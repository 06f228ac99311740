package studio.greenroom.standalone.verify;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;

/**
 * The movement of money that an event must be followed by, at once and in the same commit: a quote by its reservation,
 * an attempt that cost something by its settlement, an end by the refund of what was reserved and not settled.
 *
 * @param after     position of the event
 * @param estimated of a settlement; null where the event does not tell
 */
record Promise(
        long after,
        String generationId,
        GenerationEvent money,
        @Nullable Boolean estimated) {

    /** The first revision of attempts that has settlements. */
    private static final int SETTLED_SINCE = 2;

    /** @param spending of the generation, before the event */
    static @Nullable Promise of(Recorded recorded, Spending spending) {
        long position = recorded.envelope().position();
        GenerationEvent event = (GenerationEvent) recorded.event();
        String id = event.generationId();
        if (event instanceof GenerationRequested e) {
            Cost quote = e.quote();
            return quote == null || quote.micros() == 0
                    ? null
                    : new Promise(position, id, new CostReserved(id, quote), null);
        } else if (ends(event)) {
            Cost rest = spending.rest();
            return rest == null ? null : new Promise(position, id, new CostRefunded(id, rest), null);
        } else if (recorded.envelope().typeRevision() < SETTLED_SINCE) {
            return null;
        } else if (event instanceof AttemptSucceeded e) {
            return settlement(position, id, e.variant(), e.attempt(), e.cost(), false);
        } else if (event instanceof AttemptFailed e) {
            return settlement(
                    position, id, e.variant(), e.attempt(), e.cost(), e.code() == FailureCode.OUTCOME_UNKNOWN);
        } else if (event instanceof LateResultRecorded e) {
            return settlement(position, id, e.variant(), e.attempt(), e.cost(), null);
        }
        return null;
    }

    /** Whether it is a movement that needs a promise. */
    static boolean isMoney(GenerationEvent event) {
        return event instanceof CostReserved || event instanceof CostSettled || event instanceof CostRefunded;
    }

    private static boolean ends(GenerationEvent event) {
        return event instanceof GenerationSucceeded
                || event instanceof GenerationFailed
                || event instanceof GenerationCancelled;
    }

    private static @Nullable Promise settlement(
            long position, String id, int variant, int attempt, @Nullable Cost cost, @Nullable Boolean estimated) {
        return cost == null || cost.micros() == 0
                ? null
                : new Promise(position, id, new CostSettled(id, variant, attempt, cost, true), estimated);
    }

    boolean isKeptBy(GenerationEvent event) {
        if (event instanceof CostSettled e) {
            return money.equals(new CostSettled(e.generationId(), e.variant(), e.attempt(), e.cost(), true))
                    && (estimated == null || estimated == e.estimated());
        }
        return money.equals(event);
    }

    @Override
    public String toString() {
        Cost cost = Spending.money(money);
        return String.format(
                Locale.ROOT,
                "%s: the event at position %,d is not followed by its %s of %s",
                generationId,
                after,
                money.getClass().getSimpleName(),
                Money.of(cost));
    }
}
