package studio.greenroom.kernel.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.PromptPart.Role;

class PromptLibraryTest {

    private static final PromptLibrary COMING_ALONG = PromptLibrary.comingAlong();
    private static final String STYLE = "{'name':'chalk','version':1,'title':'Chalk','description':'Chalk on a board.',"
            + "'kinds':['image'],'look':'chalk on a board','modifiers':['dusty'],'antiPrompts':[],'photographic':false}";
    private static final String PRESET = "{'name':'banner','version':1,'title':'Banner','description':'A banner.',"
            + "'style':'ink-noir','wish':'a banner','width':1024,'height':256,'enhancers':['crisp']}";

    @Test
    void what_comes_along_is_there_by_name() {
        assertThat(COMING_ALONG.styles())
                .extracting(Style::name)
                .containsExactly(
                        "3d-render",
                        "album-cover",
                        "blackwork-tattoo",
                        "editorial",
                        "ghibli-like",
                        "ink-noir",
                        "liner-notes",
                        "photo-realistic-portrait",
                        "risograph",
                        "watercolour");
        assertThat(COMING_ALONG.presets())
                .extracting(Preset::name)
                .containsExactly(
                        "press-photo",
                        "social-avatar",
                        "stage-portrait",
                        "storybook-scene",
                        "tattoo-flash-sheet",
                        "tour-poster",
                        "vinyl-cover");
        assertThat(COMING_ALONG.tasks())
                .extracting(Task::name)
                .containsExactly(
                        "adapt-prompt",
                        "evolve-description",
                        "optimise-bio",
                        "refine-bio",
                        "summarise-market",
                        "write-bio");
        assertThat(COMING_ALONG.style("blackwork-tattoo").orElseThrow().modifiers())
                .contains("isolated concept");
    }

    @Test
    void every_style_that_comes_along_makes_a_prompt_of_its_kinds() {
        PromptBuilder builder = new PromptBuilder(COMING_ALONG);
        for (Style style : COMING_ALONG.styles()) {
            PromptRequest request = PromptRequest.nothing().style(style);
            String origin = "style:" + style.name() + "@1";
            for (GenerationKind kind : style.kinds()) {
                Prompt prompt = kind == GenerationKind.IMAGE ? builder.image(request) : builder.bio(request);

                assertThat(textFrom(prompt, Role.STYLE, origin)).contains(style.look());
                style.modifiers()
                        .forEach(modifier ->
                                assertThat(textFrom(prompt, Role.STYLE, origin)).contains(modifier));
                style.antiPrompts()
                        .forEach(anti ->
                                assertThat(textFrom(prompt, Role.AVOID, origin)).contains(anti));
            }
        }
    }

    @Test
    void every_preset_that_comes_along_makes_a_picture() {
        PromptBuilder builder = new PromptBuilder(COMING_ALONG);
        for (Preset preset : COMING_ALONG.presets()) {
            Prompt prompt = builder.image(PromptRequest.nothing().preset(preset));

            String origin = "preset:" + preset.name() + "@1";
            assertThat(textFrom(prompt, Role.WISH, origin)).isEqualTo(preset.wish());
            assertThat(textFrom(prompt, Role.AVOID, origin)).isEqualTo(preset.negative());
            preset.enhancers()
                    .forEach(enhancer ->
                            assertThat(textFrom(prompt, Role.ENHANCER, origin)).contains(enhancer));
            if (preset.style() != null) {
                assertThat(prompt.parts()).extracting(PromptPart::origin).contains("style:" + preset.style() + "@1");
            }
        }
    }

    @Test
    void every_task_that_comes_along_makes_a_prompt_and_takes_an_answer() {
        for (Task task : COMING_ALONG.tasks()) {
            Map<String, String> values =
                    task.input().stream().collect(Collectors.toMap(Task.Field::name, field -> "my " + field.name()));

            Prompt prompt = task.prompt(values, null, "request");

            assertThat(prompt.system()).startsWith(task.instructions()).contains(task.safety());
            values.values().forEach(value -> assertThat(prompt.user()).contains(value));
            String answer = task.output().properties().entrySet().stream()
                    .map(property -> '"' + property.getKey() + "\":"
                            + (property.getValue().items() == null ? "\"some\"" : "[\"some\"]"))
                    .collect(Collectors.joining(",", "{", "}"));
            assertThat(TaskOutput.read(task, answer)).isEqualTo(new TaskOutput.Typed("some", answer));
        }
    }

    @Test
    void a_newer_version_stands_for_the_name_and_the_older_one_stays() {
        PromptLibrary library = PromptLibrary.with(
                "mine.json", json("{'styles':[" + STYLE + "," + STYLE.replace("'version':1", "'version':12") + "]}"));

        assertThat(library.style("chalk").orElseThrow().version()).isEqualTo(12);
        assertThat(library.style("chalk@1").orElseThrow().version()).isEqualTo(1);
        assertThat(library.styles())
                .filteredOn(style -> style.name().equals("chalk"))
                .extracting(Style::version)
                .containsExactly(12);
        assertThat(Stream.of("chalk@2", "chalk@", "chalk@012", "chalk@99999", "Chalk", "", "@1"))
                .allSatisfy(reference -> assertThat(library.style(reference)).isEmpty());
    }

    @Test
    void a_folder_adds_to_what_comes_along_and_its_presets_may_name_styles_of_any_file(@TempDir Path folder)
            throws IOException {
        Files.writeString(
                folder.resolve("a.json"), quoted("{'presets':[" + PRESET.replace("ink-noir", "chalk@1") + "]}"));
        Files.writeString(folder.resolve("b.json"), quoted("{'styles':[" + STYLE + "]}"));
        Files.writeString(folder.resolve("notes.txt"), "no definitions");

        PromptLibrary library = PromptLibrary.with(folder);

        assertThat(library.preset("banner")).isPresent();
        assertThat(library.style("chalk")).isPresent();
        assertThat(library.style("ghibli-like")).isPresent();
        assertThat(PromptLibrary.with(folder.resolve("b.json")).style("chalk")).isPresent();
    }

    @Test
    void a_place_that_is_not_there_is_named(@TempDir Path folder) {
        Path missing = folder.resolve("missing.json");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptLibrary.with(missing))
                .withMessage(missing + ": it can not be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'title':'Chalk' | 'title':' ' | styles[0].title is empty",
                "'title':'Chalk', | NOTHING | styles[0].title is missing",
                "'version':1 | 'version':1,'mood':'dark' | styles[0].mood is no field",
                "'name':'chalk' | 'name':'Chalk!' | styles[0].name is lower-case words and digits",
                "'version':1 | 'version':0 | styles[0].version is a number from 1 to 9999",
                "'version':1 | 'version':'1' | styles[0].version: ",
                "'version':1 | 'version':1.5 | styles[0].version: ",
                "['dusty'] | ['dusty','Dusty'] | styles[0].modifiers[1] is there twice",
                "['dusty'] | ['dusty',''] | styles[0].modifiers[1] is empty",
                "['dusty'] | [null] | styles[0].modifiers[0] is missing",
                "['image'] | [] | styles[0].kinds names at least one kind",
                "['image'] | ['sculpture'] | styles[0].kinds[0]: ",
                "'name':'chalk' | 'name':'ink-noir' | ink-noir@1 is there twice",
                "'version':1 | 'version':1,'version':2 | styles[0]: Duplicate",
            })
    void a_mistake_in_a_style_is_told_with_its_file_and_field(String right, String wrong, String message) {
        String file = "{'styles':[" + STYLE.replace(right, wrong.equals("NOTHING") ? "" : wrong) + "]}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptLibrary.with("mine.json", json(file)))
                .withMessageStartingWith("mine.json: " + message)
                .withMessageNotContaining("\n")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ink-noir | ink-blanc | banner@1.style names no style of pictures that there is: ink-blanc",
                "ink-noir | liner-notes | banner@1.style names no style of pictures that there is: liner-notes",
                "'height':256, | NOTHING | presets[0].height is missing",
                "1024 | 1001 | presets[0].width is a multiple of 8 from 256 to 2048",
                "'wish':'a banner' | 'attributes':{'ageRange':'12-17'} | presets[0].attributes.ageRange: ",
                "'wish':'a banner' | 'attributes':{'eyes':''} | presets[0].attributes.eyes is empty",
                "'wish':'a banner' | 'negative':'no end } | presets[0]",
            })
    void a_mistake_in_a_preset_is_told_with_its_file_and_field(String right, String wrong, String message) {
        String file = "{'presets':[" + PRESET.replace(right, wrong.equals("NOTHING") ? "" : wrong) + "]}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptLibrary.with("mine.json", json(file)))
                .withMessageStartingWith("mine.json: ")
                .withMessageContaining(message)
                .withNoCause();
    }

    @Test
    void words_that_are_too_long_are_counted_as_people_count_them() {
        String full = STYLE.replace("'title':'Chalk'", "'title':'" + "\uD83C\uDFB8".repeat(60) + "'");

        assertThat(PromptLibrary.with("mine.json", json("{'styles':[" + full + "]}"))
                        .style("chalk"))
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptLibrary.with(
                        "mine.json",
                        json("{'styles':[" + full.replaceFirst("\uD83C\uDFB8", "\uD83C\uDFB8\uD83C\uDFB8") + "]}")))
                .withMessage("mine.json: styles[0].title is longer than 60 characters");
    }

    @Test
    void a_task_is_held_to_the_part_of_json_schema_that_is_read() {
        String task = "{'name':'sum','version':1,'title':'Sum','description':'Sums.','instructions':'Sum up.',"
                + "'safety':'Be kind.','input':[{'name':'text','title':'The text','role':'subject','maxLength':10,"
                + "'required':true}],'output':{'type':'object','properties':{'sum':{'type':'string','maxLength':10}},"
                + "'required':['sum'],'additionalProperties':false},'main':'sum'}";

        assertThat(PromptLibrary.with("mine.json", json("{'tasks':[" + task + "]}"))
                        .task("sum"))
                .isPresent();
        Map<String, String> mistakes = Map.of(
                task.replace("'required':['sum']", "'required':[]"), "tasks[0].output.required names every property",
                task.replace("Properties':false", "Properties':true"), "tasks[0].output.additionalProperties is false",
                task.replace("'string',", "'string','pattern':'a',"),
                        "tasks[0].output.properties.sum.pattern is no field",
                task.replace("'string','maxLength':10", "'string'"), "tasks[0].output.properties.sum.maxLength belongs",
                task.replace("'main':'sum'", "'main':'total'"), "tasks[0].main is no text of the output",
                task.replace("'role':'subject'", "'role':'safety'"), "tasks[0].input[0].role is subject or wish");
        mistakes.forEach((wrong, message) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptLibrary.with("mine.json", json("{'tasks':[" + wrong + "]}")))
                .withMessageStartingWith("mine.json: " + message));
    }

    private static String textFrom(Prompt prompt, Role role, String origin) {
        List<String> texts = prompt.parts().stream()
                .filter(part -> part.role() == role && part.origin().equals(origin))
                .map(PromptPart::text)
                .toList();
        return String.join("\n", texts);
    }

    private static ByteArrayInputStream json(String singleQuoted) {
        return new ByteArrayInputStream(quoted(singleQuoted).getBytes(UTF_8));
    }

    private static String quoted(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
