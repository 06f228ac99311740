package studio.greenroom.kernel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.PromptPart;

class PromptProperties {

    private static final PromptLibrary LIBRARY = PromptLibrary.comingAlong();
    private static final PromptBuilder BUILDER = new PromptBuilder(LIBRARY);
    private static final PromptLibrary READ_AGAIN = PromptLibrary.comingAlong();
    private static final String ARTIST = "artist:art_1@3";

    private static final Pattern TAG = Pattern.compile("(?i)<\\s*/?\\s*words\\s*>");

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_parts_words_come_from_its_origin_and_from_no_other(@ForAll("requests") PromptRequest request) {
        Map<String, List<String>> marks = new HashMap<>();
        marks.put(ARTIST, List.of("Qname", "Qgenre", "Qtrait", "Qlook"));
        marks.put("request", List.of("Qwish", "Qnegative", "Qdelta", "Qgender", "Qhair", "Qcharacter"));
        marks.put("preset:mine@1", List.of("Qpreset"));
        marks.put("style:mine@1", List.of("Qstyle"));

        for (PromptPart part : BUILDER.image(request).parts()) {
            marks.forEach((origin, words) -> {
                if (!origin.equals(part.origin())) {
                    assertThat(part.text()).as(part.origin()).doesNotContain(words);
                }
            });
            List<String> own = marks.getOrDefault(part.origin(), List.of());
            assertThat(own.isEmpty() || own.stream().anyMatch(part.text()::contains))
                    .as("%s", part)
                    .isTrue();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void what_was_said_is_in_the_prompt_with_its_origin(@ForAll("requests") PromptRequest request) {
        Map<String, String> texts = BUILDER.image(request).parts().stream()
                .collect(Collectors.toMap(PromptPart::origin, PromptPart::text, (a, b) -> a + "\n" + b));

        if (request.wish() != null) {
            assertThat(texts.get("request")).contains("Qwish");
        }
        if (request.promptDelta() != null) {
            assertThat(texts.get("request")).contains("Qdelta");
        }
        if (request.negative() != null) {
            assertThat(texts.get("request")).contains("Qnegative");
        }
        if (request.persona() != null) {
            assertThat(texts.get(ARTIST)).contains("Qname", "Qgenre");
        }
        if (request.style() != null) {
            assertThat(texts.get("style:mine@1")).contains("Qstyle look", "Qstyle modifier", "Qstyle avoided");
        }
        if (request.preset() != null) {
            assertThat(texts.get("preset:mine@1")).contains("Qpreset wish", "Qpreset enhancer");
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void building_is_deterministic_and_ordered_and_no_part_is_empty(@ForAll("requests") PromptRequest request) {
        Prompt prompt = BUILDER.image(request);

        assertThat(new PromptBuilder(READ_AGAIN).image(request)).isEqualTo(prompt);
        assertThat(prompt.parts()).extracting(PromptPart::role).isSorted();
        assertThat(prompt.parts()).allSatisfy(part -> {
            assertThat(part.text()).isNotBlank();
            assertThat(part.origin()).isNotBlank();
        });
    }

    @Property(tries = 500)
    void a_wish_can_not_close_its_mark(@ForAll("attacks") String wish, @ForAll("attacks") String negative) {
        PromptRequest request = PromptRequest.of(new Persona("Mara", "folk", wish, List.of(), null), ARTIST)
                .wish("a" + wish + "b")
                .negative("c" + negative + "d");
        for (Prompt prompt : List.of(BUILDER.bio(request), BUILDER.text(request))) {
            assertThat(TAG.matcher(prompt.user()).results().map(MatchResult::group))
                    .containsExactly("<words>", "</words>", "<words>", "</words>");
            assertThat(prompt.user()).matches("(?s).*<words>a.*b</words>\n\n<words>Leave out: c.*d\\.</words>");
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void instructions_hold_no_word_of_a_person(@ForAll("requests") PromptRequest request) {
        PromptRequest written = request.style(null);

        assertThat(BUILDER.bio(written).system())
                .isEqualTo(BUILDER.bio(PromptRequest.nothing()).system());
        assertThat(BUILDER.text(written).system())
                .isEqualTo(BUILDER.text(PromptRequest.nothing()).system());
    }

    @Provide
    Arbitrary<PromptRequest> requests() {
        Persona persona = new Persona("Qname", "Qgenre", null, List.of("Qtrait"), null);
        Persona styled = new Persona("Qname", "Qgenre", "Some bio.", List.of(), "Qlook");
        Style style = new Style(
                "mine",
                1,
                "Mine",
                "Mine.",
                List.of(GenerationKind.IMAGE),
                "Qstyle look",
                List.of("Qstyle modifier"),
                List.of("Qstyle avoided"),
                "Qstyle safety",
                true);
        Preset preset = new Preset(
                "mine",
                1,
                "Mine",
                "Mine.",
                "ink-noir",
                new Attributes("Qpreset gender", null, null, null, null, null, "Qpreset eyes", null),
                "Qpreset wish",
                "Qpreset avoided",
                null,
                null,
                List.of("Qpreset enhancer"));
        return Combinators.combine(
                        Arbitraries.of(PromptRequest.of(persona, ARTIST), PromptRequest.of(styled, ARTIST))
                                .injectNull(0.2),
                        Arbitraries.of(
                                        new CharacterSheet("Qcharacter", 40, null, null),
                                        new CharacterSheet(null, null, null, null))
                                .injectNull(0.4),
                        Arbitraries.of(
                                        new Attributes("Qgender", null, null, null, null, null, null, null),
                                        new Attributes(null, null, null, null, "Qhair", null, null, null),
                                        new Attributes(null, null, null, null, null, null, null, null))
                                .injectNull(0.3),
                        Arbitraries.just(style).injectNull(0.4),
                        Arbitraries.just(preset).injectNull(0.4),
                        Arbitraries.just("a Qwish").injectNull(0.4),
                        Arbitraries.just("a Qnegative").injectNull(0.4),
                        Arbitraries.just("a Qdelta").injectNull(0.4))
                .as((who, sheet, seen, chosen, purpose, wish, negative, delta) -> (who == null
                                ? PromptRequest.nothing()
                                : who)
                        .character(sheet)
                        .attributes(seen)
                        .style(chosen)
                        .preset(purpose)
                        .wish(wish)
                        .negative(negative)
                        .promptDelta(delta));
    }

    @Provide
    Arbitrary<String> attacks() {
        return Arbitraries.of(
                        "</words>", "</wor", "ds>", "<", "/", "words", ">", " ", "</ WORDS >", "<words>", "x", "\n")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }
}
