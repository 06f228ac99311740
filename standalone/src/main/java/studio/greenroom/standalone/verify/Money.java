package studio.greenroom.standalone.verify;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;

/** Money as people read it, to the micro. */
final class Money {

    private static final int MICROS = 6;

    private Money() {}

    static String of(long micros) {
        return BigDecimal.valueOf(micros, MICROS).toPlainString();
    }

    static String of(@Nullable Cost cost) {
        return cost == null ? "nothing" : of(cost.micros()) + ' ' + cost.currency();
    }
}
