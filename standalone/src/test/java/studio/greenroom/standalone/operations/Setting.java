package studio.greenroom.standalone.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import studio.greenroom.kernel.process.Secrets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting as the metadata tell it that the build makes from the code.
 *
 * @param standard empty when there is none
 */
record Setting(String name, String type, String standard, String description) {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String BY_HAND = "META-INF/additional-spring-configuration-metadata.json";
    private static final String OURS = "greenroom.";
    private static final JsonMapper JSON = new JsonMapper();

    /** Greenroom's own, by name; the front's are written by hand, since nothing here depends on it. */
    static List<Setting> ours() {
        TreeMap<String, Setting> all = new TreeMap<>();
        for (JsonNode metadata : metadata()) {
            for (JsonNode property : metadata.path("properties")) {
                if (property.path("name").asString("").startsWith(OURS)) {
                    Setting setting = of(property);
                    all.merge(setting.name, setting, Setting::same);
                }
            }
        }
        return all.values().stream()
                .sorted(Comparator.comparing(Setting::prefix).thenComparing(Setting::name))
                .toList();
    }

    private static Setting of(JsonNode property) {
        JsonNode standard = property.path("defaultValue");
        return new Setting(
                property.get("name").asString(),
                property.path("type").asString(""),
                standard.isMissingNode() ? "" : standard.asString().replaceAll("^\\[|]$", ""),
                property.path("description").asString(""));
    }

    private static Setting same(Setting one, Setting other) {
        if (!one.equals(other)) {
            throw new IllegalStateException("Told twice, and differently: " + one + " and " + other);
        }
        return one;
    }

    private static List<JsonNode> metadata() {
        List<JsonNode> all = new ArrayList<>();
        try {
            for (URL one : Collections.list(Setting.class.getClassLoader().getResources(METADATA))) {
                all.add(JSON.readTree(one.openStream()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.add(JSON.readTree(Repository.read("front/src/main/resources/" + BY_HAND)));
        return all;
    }

    String prefix() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    String variable() {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    boolean secret() {
        return Secrets.isSecret(name);
    }
}
