package studio.greenroom.standalone.verify;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a balance; all but the first are micros. */
record Sums(long generations, long reserved, long settled, long estimated, long refunded, long saved, long held) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0);

    Sums plus(Sums other) {
        return new Sums(
                Math.addExact(generations, other.generations),
                Math.addExact(reserved, other.reserved),
                Math.addExact(settled, other.settled),
                Math.addExact(estimated, other.estimated),
                Math.addExact(refunded, other.refunded),
                Math.addExact(saved, other.saved),
                Math.addExact(held, other.held));
    }

    Sums minus(Sums other) {
        return plus(new Sums(
                -other.generations,
                -other.reserved,
                -other.settled,
                -other.estimated,
                -other.refunded,
                -other.saved,
                -other.held));
    }

    /** In the order in which people read them. */
    Map<String, Long> byName() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("generations", generations);
        figures.put("reserved", reserved);
        figures.put("settled", settled);
        figures.put("estimated", estimated);
        figures.put("refunded", refunded);
        figures.put("saved", saved);
        figures.put("held", held);
        return figures;
    }
}
