package studio.greenroom.kernel.prompt;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/**
 * What a prompt is to be made from. Everything may be left out.
 *
 * @param personaOrigin where the persona came from: {@code artist:art_…@3}, or {@code request}
 * @param style         the one that was chosen; it stands before the preset's, and before the persona's own words
 * @param wish          what the person asked for in their own words, at most 1,000 characters
 * @param negative      what is not to be seen, at most 1,000 characters
 * @param promptDelta   what is to be different from the last time, at most 1,000 characters
 */
public record PromptRequest(
        @Nullable Persona persona,
        String personaOrigin,
        @Nullable CharacterSheet character,
        @Nullable Attributes attributes,
        @Nullable Style style,
        @Nullable Preset preset,
        @Nullable String wish,
        @Nullable String negative,
        @Nullable String promptDelta) {

    public static final int MAX_WISH = 1_000;
    public static final String REQUEST = "request";

    public static PromptRequest nothing() {
        return new PromptRequest(null, REQUEST, null, null, null, null, null, null, null);
    }

    public static PromptRequest of(Persona persona, String origin) {
        return new PromptRequest(persona, origin, null, null, null, null, null, null, null);
    }

    public PromptRequest persona(@Nullable Persona of, String origin) {
        return new PromptRequest(of, origin, character, attributes, style, preset, wish, negative, promptDelta);
    }

    public PromptRequest character(@Nullable CharacterSheet sheet) {
        return new PromptRequest(persona, personaOrigin, sheet, attributes, style, preset, wish, negative, promptDelta);
    }

    public PromptRequest attributes(@Nullable Attributes seen) {
        return new PromptRequest(persona, personaOrigin, character, seen, style, preset, wish, negative, promptDelta);
    }

    public PromptRequest style(@Nullable Style chosen) {
        return new PromptRequest(
                persona, personaOrigin, character, attributes, chosen, preset, wish, negative, promptDelta);
    }

    public PromptRequest preset(@Nullable Preset chosen) {
        return new PromptRequest(
                persona, personaOrigin, character, attributes, style, chosen, wish, negative, promptDelta);
    }

    public PromptRequest wish(@Nullable String words) {
        return new PromptRequest(
                persona, personaOrigin, character, attributes, style, preset, words, negative, promptDelta);
    }

    public PromptRequest negative(@Nullable String words) {
        return new PromptRequest(
                persona, personaOrigin, character, attributes, style, preset, wish, words, promptDelta);
    }

    public PromptRequest promptDelta(@Nullable String words) {
        return new PromptRequest(persona, personaOrigin, character, attributes, style, preset, wish, negative, words);
    }
}
