package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;

/**
 * What a generation costs, in millionths of one currency's unit: that of its reservation, else of its first settlement.
 * What was settled in another currency is in its own event and not in here.
 *
 * @param currency ISO 4217; null while there is nothing
 */
public record Expense(@Nullable String currency, long reserved, long settled, long refunded) {

    public static final Expense NONE = new Expense(null, 0, 0, 0);

    Expense reserved(Cost cost) {
        return new Expense(cost.currency(), reserved + cost.micros(), settled, refunded);
    }

    Expense settled(Cost cost) {
        return currency != null && !currency.equals(cost.currency())
                ? this
                : new Expense(cost.currency(), reserved, settled + cost.micros(), refunded);
    }

    Expense refunded(Cost cost) {
        return new Expense(currency, reserved, settled, refunded + cost.micros());
    }

    /** What is set aside and neither used nor given back. */
    public long held() {
        return Math.max(0, reserved - settled - refunded);
    }
}
