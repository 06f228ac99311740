package studio.greenroom.kernel.stream;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relay's own position, a record of its compacted topic, written in the same Kafka transaction as the events.
 * Its offsets speak of the batch before, since a batch's own are known only when it is committed.
 *
 * @param epoch    number of the event topic; a new one is opened when the old one has lost events
 * @param position of the last published event
 * @param event    id of that event; null while there is none, and in marks of before this was kept
 * @param settled  of the last event of the batch before
 * @param offsets  where each partition's last event up to {@code settled} lies
 */
public record RelayMark(int epoch, long position, @Nullable String event, long settled, Map<Integer, Long> offsets) {

    public static final String TOPIC = "greenroom.relay";
    public static final String KEY = "relay";
    private static final String EVENTS = "greenroom.events-";
    private static final JsonMapper JSON = new JsonMapper();

    public static RelayMark beginning(int epoch) {
        return new RelayMark(epoch, 0, null, 0, Map.of());
    }

    public String topic() {
        return EVENTS + epoch;
    }

    /** The epoch of an event topic's name; 0 for any other topic. */
    public static int epochOf(String topic) {
        return topic.startsWith(EVENTS) ? Integer.parseInt(topic.substring(EVENTS.length())) : 0;
    }

    public byte[] write() {
        return JSON.writeValueAsBytes(this);
    }

    public static RelayMark read(byte[] bytes) {
        return JSON.readValue(bytes, RelayMark.class);
    }
}
