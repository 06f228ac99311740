package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was found, as a table and as a document. */
final class Report {

    private static final JsonMapper JSON = new JsonMapper();

    private final Conditions conditions;
    private final Map<String, List<Figure>> found = new LinkedHashMap<>();

    private Duration warmUp = Duration.ZERO;

    Report(Conditions conditions) {
        this.conditions = conditions;
    }

    void warmedUp(Duration time) {
        warmUp = time;
    }

    void add(String measure, List<Figure> figures) {
        found.put(measure, figures);
    }

    /** Ratios first: they are what another machine's figures can be compared with. */
    List<String> table() {
        List<String> lines = new ArrayList<>(List.of("ratio  aim               figure"));
        found.values().forEach(figures -> figures.forEach(figure -> lines.add(line(figure))));
        lines.add("");
        lines.addAll(conditions.text(warmUp).lines().toList());
        if (conditions.busy()) {
            lines.add("The machine had other things to do: it is slower here than it is.");
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String line(Figure figure) {
        String ratio = figure.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratio());
        String aim = figure.aim() == null
                ? ""
                : (figure.aim().most() ? "≤" : "≥")
                        + number(figure.aim().value())
                        + (Boolean.TRUE.equals(figure.met()) ? " met" : " not met");
        String beside = figure.beside() == null
                ? ""
                : "   beside " + number(figure.beside().value()) + figure.unit() + " "
                        + figure.beside().name();
        String unit = figure.unit().startsWith("/") ? figure.unit() : " " + figure.unit();
        return "%5s  %-18s%-31s%9s%s%s".formatted(ratio, aim, figure.name(), number(figure.value()), unit, beside);
    }

    private static String number(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 || value == Math.rint(value) ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    void write(Path file) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode measures = document.putObject("measures");
        found.forEach((name, figures) -> {
            var list = measures.putArray(name);
            figures.forEach(figure -> list.add(figure.json(JSON)));
        });
        document.set("conditions", conditions.json(JSON, warmUp));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }
}
