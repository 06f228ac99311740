package studio.greenroom.query.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Mark;

/** What is new in a poll, in the topic's order, and the marks after it. */
record Batch(List<Envelope> events, Map<Integer, Mark> marks) {

    /**
     * Drops what lies at or before the marks. The mark's own event may come again from another offset, when the topic
     * was published anew: the offset is kept as the better hint.
     */
    static Batch after(Map<Integer, Mark> held, List<Delivered> delivered) {
        List<Envelope> events = new ArrayList<>();
        Map<Integer, Mark> marks = new HashMap<>(held);
        for (Delivered d : delivered) {
            long position = d.envelope().position();
            long before = Objects.requireNonNull(marks.get(d.partition())).position();
            if (position > before) {
                events.add(d.envelope());
            }
            if (position >= before) {
                marks.put(d.partition(), new Mark(position, d.offset()));
            }
        }
        return new Batch(events, marks);
    }

    Set<String> streams() {
        return events.stream().map(Envelope::streamId).collect(Collectors.toSet());
    }

    Set<String> owners() {
        return events.stream().map(Envelope::owner).collect(Collectors.toSet());
    }
}
