package studio.greenroom.standalone.verify;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;

/** What one generation has cost so far, for each currency. Deliberately not the read model's code, which it is to judge. */
final class Spending {

    private final String owner;
    private final String artistId;
    private final String month;
    private final Map<String, Sums> byCurrency = new HashMap<>();
    private @Nullable Cost reservation;

    private Spending(Recorded recorded, GenerationRequested request) {
        owner = recorded.envelope().owner();
        artistId = Objects.requireNonNullElse(request.artistId(), "");
        month = YearMonth.from(recorded.envelope().occurredAt().atZone(ZoneOffset.UTC))
                .toString();
    }

    /** @param first the event that a generation begins with */
    static Spending of(Recorded first) {
        if (first.event() instanceof GenerationRequested request) {
            return new Spending(first, request);
        }
        throw new IllegalStateException(first.envelope().streamId() + " begins with "
                + first.envelope().type() + " at position "
                + first.envelope().position());
    }

    Place place(String currency) {
        return new Place(owner, artistId, currency, month);
    }

    /** @return by what the balance at {@link #place} of the event's currency moves; null for an event without money */
    @Nullable
    Sums take(GenerationEvent event) {
        if (event instanceof CostReserved e) {
            reservation = e.cost();
            return moved(e.cost(), new Sums(0, e.cost().micros(), 0, 0, 0, 0, 0));
        } else if (event instanceof CostSettled e) {
            long micros = e.cost().micros();
            return moved(e.cost(), new Sums(0, 0, micros, e.estimated() ? micros : 0, 0, 0, 0));
        } else if (event instanceof CostRefunded e) {
            return moved(e.cost(), new Sums(0, 0, 0, 0, e.cost().micros(), 0, 0));
        } else if (event instanceof RepeatsAnswered e && e.saved() != null) {
            return moved(e.saved(), new Sums(0, 0, 0, 0, 0, e.saved().micros(), 0));
        }
        return null;
    }

    private Sums moved(Cost cost, Sums by) {
        Sums before = byCurrency.get(cost.currency());
        Sums sum = Objects.requireNonNullElse(before, Sums.NONE).plus(by);
        long held = Math.max(0, sum.reserved() - sum.settled() - sum.refunded());
        Sums after = new Sums(1, sum.reserved(), sum.settled(), sum.estimated(), sum.refunded(), sum.saved(), held);
        byCurrency.put(cost.currency(), after);
        return before == null ? after : after.minus(before);
    }

    /** What is to be given back if the generation ends now; null for nothing. */
    @Nullable
    Cost rest() {
        if (reservation == null) {
            return null;
        }
        long held =
                Objects.requireNonNull(byCurrency.get(reservation.currency())).held();
        return held == 0 ? null : reservation.of(held);
    }

    static @Nullable Cost money(GenerationEvent event) {
        if (event instanceof CostReserved e) {
            return e.cost();
        } else if (event instanceof CostSettled e) {
            return e.cost();
        } else if (event instanceof CostRefunded e) {
            return e.cost();
        }
        return event instanceof RepeatsAnswered e ? e.saved() : null;
    }
}
