package studio.greenroom.kernel.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** A file of definitions, read strictly: what it says and nobody reads would be a mistake that nobody sees. */
final class PromptFile {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final String name;
    private final Definitions definitions;

    record Definitions(List<Style> styles, List<Preset> presets, List<Task> tasks) {

        Definitions {
            styles = orNone(styles);
            presets = orNone(presets);
            tasks = orNone(tasks);
        }

        private static <T> List<T> orNone(@Nullable List<T> definitions) {
            return definitions == null ? List.of() : List.copyOf(definitions);
        }
    }

    private PromptFile(String name, Definitions definitions) {
        this.name = name;
        this.definitions = definitions;
    }

    static PromptFile of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in);
        } catch (IOException e) {
            throw wrong(file.toString(), "it can not be read");
        }
    }

    static PromptFile of(String name, InputStream file) {
        String problem;
        try {
            return new PromptFile(name, STRICT.readValue(file.readAllBytes(), Definitions.class));
        } catch (IOException e) {
            problem = "it can not be read";
        } catch (JacksonException e) {
            problem = problem(e);
        }
        throw wrong(name, problem);
    }

    /** Whatever the reader finds wrong is told with this file's name. */
    void read(Consumer<Definitions> reader) {
        try {
            reader.accept(definitions);
        } catch (IllegalArgumentException e) {
            throw wrong(name, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException wrong(String name, String problem) {
        return new IllegalArgumentException(name + ": " + problem);
    }

    private static String problem(JacksonException e) {
        String path = path(e);
        if (e instanceof UnrecognizedPropertyException) {
            return path + " is no field";
        }
        // What a definition itself refuses begins with the name of its field.
        String reason = e.getCause() instanceof IllegalArgumentException own
                ? String.valueOf(own.getMessage())
                : e.getOriginalMessage().lines().findFirst().orElse("it can not be read");
        boolean field = e.getCause() instanceof IllegalArgumentException;
        return path.isEmpty() ? reason : path + (field ? "." : ": ") + reason;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
