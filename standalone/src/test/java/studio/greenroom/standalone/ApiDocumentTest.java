package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.standalone.YamlFile.map;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.EventCatalog;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.problem.ProblemCode;

/** The document is written by hand; what the code knows better is compared here. */
class ApiDocumentTest {

    private final Map<String, Object> schemas = read();

    @Test
    void every_problem_code_is_documented() {
        assertThat(words("ProblemCode")).containsExactlyElementsOf(names(ProblemCode.values()));
    }

    @Test
    void every_event_is_documented_with_a_schema_of_its_own() {
        List<String> events =
                EventCatalog.all().stream().map(EventCatalog.Entry::type).toList();

        assertThat(words("EventType")).containsExactlyInAnyOrderElementsOf(events);
        assertThat(schemas).containsKeys(events.toArray(String[]::new));
    }

    @Test
    void kinds_states_and_failures_are_those_of_the_code() {
        assertThat(words("FailureCode")).containsExactlyElementsOf(names(FailureCode.values()));
        assertThat(words("GenerationKind"))
                .containsExactlyElementsOf(Arrays.stream(GenerationKind.values())
                        .map(GenerationKind::word)
                        .toList());
        assertThat(words("GenerationState"))
                .containsExactlyElementsOf(Arrays.stream(GenerationState.Status.values())
                        .map(GenerationState.Status::word)
                        .toList());
    }

    @Test
    void the_limits_of_a_persona_are_those_of_the_code() {
        Map<String, Object> fields = map(map(schemas.get("Persona")).get("properties"));

        assertThat(map(fields.get("name"))).containsEntry("maxLength", Persona.MAX_NAME);
        assertThat(map(fields.get("genre"))).containsEntry("maxLength", Persona.MAX_GENRE);
        assertThat(map(fields.get("bio"))).containsEntry("maxLength", Persona.MAX_BIO);
        assertThat(map(fields.get("traits"))).containsEntry("maxItems", Persona.MAX_TRAITS);
        assertThat(map(map(fields.get("traits")).get("items"))).containsEntry("maxLength", Persona.MAX_TRAIT);
        assertThat(map(fields.get("style"))).containsEntry("maxLength", Persona.MAX_STYLE);
        assertThat(fields.keySet())
                .containsExactlyElementsOf(Arrays.stream(Persona.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    private static Map<String, Object> read() {
        return map(map(YamlFile.openApi().get("components")).get("schemas"));
    }

    private Collection<String> words(String schema) {
        return ((Collection<?>) map(schemas.get(schema)).get("enum"))
                .stream().map(Object::toString).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
