package studio.greenroom.command.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.prompt.PromptRequest;
import studio.greenroom.kernel.prompt.Task;

/**
 * A valid request for a generation, before its artist is known.
 *
 * @param words all but the artist's persona
 * @param input the task's fields; empty without a task
 * @param seed  null when one is to be drawn
 * @param width pixels, as {@code height}; 0 for text
 * @param promptField what the request calls the person's own words
 */
record Wanted(
        GenerationKind kind,
        @Nullable String artistId,
        PromptRequest words,
        @Nullable Task task,
        Map<String, String> input,
        @Nullable Long seed,
        int variants,
        int width,
        int height,
        RetryPolicyName policy,
        String promptField) {

    /**
     * All that people wrote and a provider would be given, by what its writer calls it.
     *
     * @param persona the artist's, or the request's own
     */
    Map<String, String> texts(@Nullable Persona persona) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(promptField, Objects.requireNonNullElse(words.wish(), ""));
        texts.put("negative", Objects.requireNonNullElse(words.negative(), ""));
        input.forEach((name, text) -> texts.put("input." + name, text));
        if (persona != null) {
            String prefix = artistId == null ? "persona." : "artist.";
            texts.put(prefix + "name", persona.name());
            texts.put(prefix + "genre", persona.genre());
            texts.put(prefix + "style", Objects.requireNonNullElse(persona.style(), ""));
            texts.put(prefix + "traits", String.join("\n", persona.traits()));
            if (kind != GenerationKind.IMAGE) {
                texts.put(prefix + "bio", Objects.requireNonNullElse(persona.bio(), ""));
            }
        }
        if (words.character() != null) {
            texts.put(
                    "character",
                    lines(
                            words.character().name(),
                            words.character().personality(),
                            words.character().background()));
        }
        if (words.attributes() != null) {
            texts.put(
                    "attributes",
                    lines(
                            words.attributes().gender(),
                            words.attributes().ethnicity(),
                            words.attributes().bodyType(),
                            words.attributes().hairStyle(),
                            words.attributes().hairColour(),
                            words.attributes().eyes(),
                            words.attributes().skinTone()));
        }
        return texts;
    }

    private static String lines(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }
}
