package studio.greenroom.kernel.stream;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relay's own position, a record of its compacted topic, written in the same Kafka transaction as the events.
 *
 * @param epoch    number of the event topic; a new one is opened when the old one lost events
 * @param position of the last published event
 * @param offsets  of the last published event in each partition
 */
public record RelayMark(int epoch, long position, Map<Integer, Long> offsets) {

    public static final String TOPIC = "greenroom.relay";
    public static final String KEY = "relay";
    private static final JsonMapper JSON = new JsonMapper();

    public String topic() {
        return "greenroom.events-" + epoch;
    }

    public byte[] write() {
        return JSON.writeValueAsBytes(this);
    }

    public static RelayMark read(byte[] bytes) {
        return JSON.readValue(bytes, RelayMark.class);
    }
}
