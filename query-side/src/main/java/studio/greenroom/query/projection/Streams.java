package studio.greenroom.query.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;

/** A batch's events by stream. */
public final class Streams {

    private Streams() {}

    /** The events of streams of this type, read, by stream; streams and events stay in order. */
    public static Map<String, List<Recorded>> of(String streamType, List<Envelope> events) {
        return events.stream()
                .filter(event -> event.streamType().equals(streamType))
                .map(Recorded::read)
                .collect(Collectors.groupingBy(
                        recorded -> recorded.envelope().streamId(), LinkedHashMap::new, Collectors.toList()));
    }
}
