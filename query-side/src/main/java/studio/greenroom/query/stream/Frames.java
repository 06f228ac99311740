package studio.greenroom.query.stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.query.audit.EventView;
import studio.greenroom.query.generation.GenerationView.ProgressView;
import studio.greenroom.query.projection.Json;

/** What goes over the wire of a stream of events (the event stream format of the HTML standard). */
final class Frames {

    /** A comment, which keeps proxies from closing a silent connection. */
    static final byte[] COMMENT = bytes(": still here\n\n");

    private static final int EVENTS_AT_ONCE = 64;

    private Frames() {}

    /** The first frame: how long to wait before connecting again, and the place to go on from before any event. */
    static byte[] opening(Position position) {
        return bytes("retry: 1000\nid: " + position.token() + "\n\n");
    }

    static byte[] reset(Position position, String reason) {
        return frame("reset", Json.write(Map.of("reason", reason, "position", position.token())));
    }

    /** Without an id: a progress that is missed is missed. */
    static byte[] progress(Progress p) {
        return frame("progress", Json.write(new ProgressData(p.generationId(), p.variant(), ProgressView.of(p))));
    }

    /** Events as few writes: up to 64 frames in each. */
    static List<byte[]> events(List<Envelope> events) {
        List<byte[]> writes = new ArrayList<>();
        for (int from = 0; from < events.size(); from += EVENTS_AT_ONCE) {
            StringBuilder frames = new StringBuilder();
            for (Envelope event : events.subList(from, Math.min(events.size(), from + EVENTS_AT_ONCE))) {
                EventView view = EventView.of(event);
                frames.append("id: ")
                        .append(view.id())
                        .append('\n')
                        .append("event: ")
                        .append(view.type())
                        .append("\ndata: ")
                        .append(oneLine(Json.write(view)))
                        .append("\n\n");
            }
            writes.add(bytes(frames.toString()));
        }
        return writes;
    }

    private static byte[] frame(String event, String json) {
        return bytes("event: " + event + "\ndata: " + oneLine(json) + "\n\n");
    }

    /** Between JSON's tokens a line break means as much as a space; within its strings there is none. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record ProgressData(
            String generationId, int variant, @JsonUnwrapped ProgressView progress) {}
}
