package studio.greenroom.kernel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.PromptPart;

class TaskTest {

    private static final PromptLibrary LIBRARY = PromptLibrary.comingAlong();
    private static final PromptBuilder BUILDER = new PromptBuilder(LIBRARY);
    private static final Task EVOLVE = LIBRARY.task("evolve-description").orElseThrow();
    private static final Persona MARA = new Persona("Mara", "folk", "Mara sings.", List.of(), null);

    @Test
    void a_prompt_tells_material_from_wish_and_where_each_came_from() {
        Prompt prompt = EVOLVE.prompt(
                Map.of("description", " A lighthouse. ", "context", "", "wish", "darker"), MARA, "artist:art_1@3");

        assertThat(prompt.user()).isEqualTo("""
                        Artist: Mara, folk artist.

                        The present biography, to be rewritten:
                        Mara sings.

                        The present description:
                        A lighthouse.

                        <words>darker</words>""");
        assertThat(prompt.parts())
                .extracting(PromptPart::origin)
                .containsExactly(
                        "task:evolve-description@1",
                        "artist:art_1@3",
                        "artist:art_1@3",
                        "request",
                        "request",
                        "task:evolve-description@1",
                        "builder@1");
    }

    @Test
    void a_bio_by_its_task_and_by_the_builder_are_one_prompt() {
        Task task = LIBRARY.task("write-bio").orElseThrow();

        assertThat(task.prompt(Map.of("wish", "shorter"), MARA, "artist:art_1@3"))
                .isEqualTo(BUILDER.bio(PromptRequest.of(MARA, "artist:art_1@3").wish("shorter")));
    }

    @Test
    void a_task_with_a_bio_of_its_own_is_not_told_the_artists() {
        Task refine = LIBRARY.task("refine-bio").orElseThrow();

        assertThat(refine.prompt(Map.of("bio", "Mara hums."), MARA, "artist:art_1@3")
                        .user())
                .contains("Mara hums.")
                .doesNotContain("Mara sings.");
    }

    @Test
    void what_a_task_is_given_is_checked_by_its_fields() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVOLVE.prompt(Map.of("wish", "darker"), null, "request"))
                .withMessage("description is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVOLVE.prompt(Map.of("description", "x", "mood", "dark"), null, "request"))
                .withMessage("mood is not asked for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVOLVE.prompt(Map.of("description", "x".repeat(2_001)), null, "request"))
                .withMessage("description is longer than 2000 characters");
    }

    @Test
    void a_schema_is_json_schema_as_providers_take_it() {
        assertThat(LIBRARY.task("refine-bio").orElseThrow().output().json())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"bio\":{\"type\":\"string\","
                        + "\"description\":\"The refined biography, in plain text.\",\"minLength\":1,\"maxLength\":2000}},"
                        + "\"required\":[\"bio\"],\"additionalProperties\":false}");
    }

    @Test
    void an_answer_that_fits_has_its_main_text_and_one_way_to_be_written() {
        String answer = "\n{ \"changes\" : [\"a\", \"b\"],\n \"description\" : \"A \\u006cight.\" } ";

        assertThat(TaskOutput.read(EVOLVE, answer))
                .isEqualTo(
                        new TaskOutput.Typed("A light.", "{\"description\":\"A light.\",\"changes\":[\"a\",\"b\"]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"description\":\"x\"} | changes is missing",
                "{\"description\":null,\"changes\":[]} | description is no text",
                "{\"description\":\"\",\"changes\":[]} | description is shorter than 1 characters",
                "{\"description\":\"x\",\"changes\":\"none\"} | changes is no list",
                "{\"description\":\"x\",\"changes\":[\"a\",7]} | changes[1] is no text",
                "{\"description\":\"x\",\"changes\":[],\"note\":\"secret\"} | it has a property that was not asked for",
                "[\"description\",\"changes\"] | it is no object",
            })
    void an_answer_that_breaks_its_schema_is_told_by_the_property(String answer, String problem) {
        assertThat(TaskOutput.read(EVOLVE, answer))
                .isEqualTo(new TaskOutput.Broken("The answer breaks its schema: " + problem + '.'));
    }

    @Test
    void an_answer_that_is_too_long_is_told_by_the_property() {
        String nine = "[" + "\"a\",".repeat(8) + "\"a\"]";

        assertThat(TaskOutput.read(EVOLVE, "{\"description\":\"" + "x".repeat(2_001) + "\",\"changes\":[]}"))
                .isEqualTo(new TaskOutput.Broken(
                        "The answer breaks its schema: description is longer than 2000 characters."));
        assertThat(TaskOutput.read(EVOLVE, "{\"description\":\"x\",\"changes\":" + nine + "}"))
                .isEqualTo(new TaskOutput.Broken("The answer breaks its schema: changes has more than 8 entries."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A light.",
                "{\"description\":\"x\"",
                "```json\n{\"description\":\"x\",\"changes\":[]}\n```",
                "{\"description\":\"x\",\"changes\":[]} {}",
                "{\"description\":\"x\",\"changes\":[],\"description\":\"y\"}"
            })
    void an_answer_that_is_not_one_json_object_is_not_mended(String answer) {
        assertThat(TaskOutput.read(EVOLVE, answer)).isInstanceOf(TaskOutput.Broken.class);
    }
}
