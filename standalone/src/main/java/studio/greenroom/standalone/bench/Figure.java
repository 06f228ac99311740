package studio.greenroom.standalone.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a measure found.
 *
 * @param unit   {@code /s}, {@code ms}, {@code s} or {@code MiB}
 * @param beside what it is compared with; null when there is nothing
 * @param aim    what it should be on two cores; null when nothing is aimed at
 */
record Figure(
        String name,
        double value,
        String unit,
        @Nullable Beside beside,
        @Nullable Aim aim) {

    /** What a server does by itself, in the same unit. */
    record Beside(String name, double value) {}

    /**
     * @param ratio whether the ratio is meant rather than the value
     * @param most  whether less is better
     */
    record Aim(double value, boolean ratio, boolean most) {

        static Aim ratio(double least) {
            return new Aim(least, true, false);
        }

        static Aim atLeast(double value) {
            return new Aim(value, false, false);
        }

        static Aim atMost(double value) {
            return new Aim(value, false, true);
        }
    }

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    Figure beside(String what, double other) {
        return new Figure(name, value, unit, new Beside(what, other), aim);
    }

    Figure aim(Aim newAim) {
        return new Figure(name, value, unit, beside, newAim);
    }

    @Nullable
    Double ratio() {
        return beside == null || beside.value() == 0 ? null : value / beside.value();
    }

    /** Null when nothing is aimed at. */
    @Nullable
    Boolean met() {
        if (aim == null) {
            return null;
        }
        Double reached = aim.ratio() ? ratio() : Double.valueOf(value);
        return reached == null ? null : aim.most() ? reached <= aim.value() : reached >= aim.value();
    }

    ObjectNode json(JsonMapper json) {
        ObjectNode node = json.createObjectNode();
        node.put("name", name);
        if (ratio() != null) {
            node.put("ratio", rounded(ratio()));
        }
        node.put("value", rounded(value)).put("unit", unit);
        if (beside != null) {
            node.putObject("beside").put("name", beside.name()).put("value", rounded(beside.value()));
        }
        if (aim != null) {
            node.putObject("aim")
                    .put(aim.most() ? "atMost" : "atLeast", aim.value())
                    .put("of", aim.ratio() ? "ratio" : "value")
                    .put("met", met());
        }
        return node;
    }

    /** To four digits: more would pretend. Null where there was nothing to measure. */
    private static @Nullable Double rounded(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(new MathContext(4)).doubleValue()
                : null;
    }
}
