package studio.greenroom.standalone;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import studio.greenroom.kernel.problem.ProblemCode;

/** YAML as maps, for tests that hold a document against the code. */
public final class YamlFile {

    private YamlFile() {}

    public static Map<String, Object> of(String text) {
        return map(new Yaml().load(text));
    }

    /** The API's document. */
    static Map<String, Object> openApi() {
        return map(new Yaml().load(ProblemCode.class.getResourceAsStream("/openapi.yaml")));
    }

    /** @return the same as a map; empty when there is nothing */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
