package studio.greenroom.standalone.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import studio.greenroom.standalone.terminal.Text;
import tools.jackson.databind.JsonNode;

/** What the demo tells, line by line. */
final class Story {

    private static final String FIRST = "%-9s%s";
    private static final String MORE = " ".repeat(9);
    private static final int BIO_LINES = 4;
    private static final int WIDEST = 100;

    private final Consumer<String> line;
    private final int width;
    private final String you;
    private int number;

    Story(Consumer<String> line, int width, String you) {
        this.line = line;
        this.width = Math.min(WIDEST, width);
        this.you = you;
    }

    void begins(String title) {
        line.accept("");
        line.accept(title);
    }

    void event(JsonNode event) {
        line.accept(Text.cut(
                "%4s  %-21s  %-8s  r%-3s %s"
                        .formatted(
                                ++number,
                                event.path("type").asString(),
                                shortened(event.path("streamId").asString()),
                                event.path("revision").asLong(),
                                detail(event)),
                width));
    }

    void bio(String text) {
        List<String> lines = Text.wrap("“" + text.replace('“', '‘').replace('”', '’') + "”", width - MORE.length());
        line.accept("");
        line.accept(FIRST.formatted("Bio", lines.get(0)));
        for (int i = 1; i < Math.min(BIO_LINES, lines.size()); i++) {
            boolean cut = i == BIO_LINES - 1 && lines.size() > BIO_LINES;
            line.accept(MORE + lines.get(i) + (cut ? " …" : ""));
        }
    }

    void image(String file, JsonNode image, JsonNode generation) {
        boolean offline = image.path("offline").asBoolean();
        String how = offline ? "drawn offline" : "by " + image.path("provider").asString();
        String seed =
                image.path("seed").isNumber() ? ", seed " + image.path("seed").asLong() : "";
        line.accept(FIRST.formatted("Image", file));
        line.accept(MORE + size(image) + "   " + how + seed + cost(generation));
    }

    void why(String what, List<String> steps) {
        line.accept("");
        line.accept("Why this " + what);
        StringBuilder row = new StringBuilder("  ");
        for (String step : steps) {
            boolean first = step.equals(steps.get(0));
            if (!first && row.length() + step.length() + 3 > width) {
                line.accept(row.toString());
                row = new StringBuilder("    ");
            }
            row.append(first ? "" : row.toString().isBlank() ? "← " : " ← ").append(step);
        }
        line.accept(row.toString());
    }

    /** Ids of one moment begin alike, so the end tells them apart. */
    private static String shortened(String id) {
        return id.length() < 8 ? id : id.substring(0, 4) + "…" + id.substring(id.length() - 3);
    }

    private String detail(JsonNode event) {
        JsonNode data = event.path("data");
        String actor = event.path("actor").asString();
        return switch (event.path("type").asString()) {
            case "GenerationRequested" -> who(actor) + ", " + data.path("kind").asString();
            case "AttemptStarted" ->
                data.path("provider").asString() + ", attempt "
                        + data.path("attempt").asInt();
            case "AttemptSucceeded" ->
                made(data) + ", after "
                        + Text.seconds(
                                Duration.ofMillis(data.path("durationMillis").asLong()));
            case "AttemptFailed", "GenerationFailed" -> data.path("code").asString();
            case "GenerationSucceeded" -> data.path("succeeded").asInt() + " made";
            case "BioApplied", "BioOffered" -> data.path("offline").asBoolean() ? "written offline" : who(actor);
            case "ImageAdded" -> data.path("image").path("offline").asBoolean() ? "drawn offline" : who(actor);
            default -> who(actor);
        };
    }

    private String who(String actor) {
        return actor.equals(you) ? "you" : actor;
    }

    private static String made(JsonNode data) {
        return data.has("image")
                ? size(data.path("image"))
                : data.path("text").asString().length() + " characters";
    }

    private static String size(JsonNode image) {
        return image.path("width").asInt() + " × " + image.path("height").asInt();
    }

    private static String cost(JsonNode generation) {
        long micros = 0;
        String currency = "";
        for (JsonNode attempt : generation.path("attempts")) {
            micros += attempt.path("cost").path("micros").asLong(0);
            currency = attempt.path("cost").path("currency").asString(currency);
        }
        return micros == 0 ? ", free" : String.format(Locale.ROOT, ", %.4f %s", micros / 1e6, currency);
    }
}
