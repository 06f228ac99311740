package studio.greenroom.standalone.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** From an event back to what somebody asked for, cause by cause. */
final class Trail {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final JsonNode items;
    private final Map<String, JsonNode> byId = new LinkedHashMap<>();

    private Trail(JsonNode items) {
        this.items = items;
        items.forEach(event -> byId.put(event.path("eventId").asString(), event));
    }

    static Trail of(JsonNode history) {
        return new Trail(history);
    }

    JsonNode items() {
        return items;
    }

    /** The newest event of the type that a generation led to, then what caused it, and so on to the person. */
    List<String> back(String type, String generationId) {
        JsonNode event = null;
        for (JsonNode candidate : items) {
            boolean ofGeneration =
                    candidate.path("data").path("generationId").asString().equals(generationId);
            event = ofGeneration && candidate.path("type").asString().equals(type) ? candidate : event;
        }
        List<String> steps = new ArrayList<>();
        while (event != null && steps.size() < byId.size()) {
            steps.add(step(event));
            JsonNode cause = byId.get(event.path("causationId").asString());
            if (cause == null) {
                steps.add("asked by you at "
                        + TIME.format(Instant.parse(event.path("occurredAt").asString())));
            }
            event = cause;
        }
        return steps;
    }

    private static String step(JsonNode event) {
        String step =
                event.path("type").asString() + " r" + event.path("revision").asLong();
        JsonNode persona = event.path("data").path("artistRevision");
        return persona.isMissingNode() ? step : step + " ← persona r" + persona.asLong();
    }
}
