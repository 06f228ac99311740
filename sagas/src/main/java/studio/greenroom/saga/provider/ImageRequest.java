package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.prompt.Prompt;
import studio.greenroom.kernel.prompt.PromptBuilder;

/**
 * A picture that is wanted.
 *
 * @param owner   who asks, for providers that tell people apart; they are given a derived name only
 * @param persona who it shows; null when nobody in particular
 * @param wish    the person's own words
 * @param width   pixels, as {@code height}
 */
public record ImageRequest(
        String model,
        String owner,
        Prompt prompt,
        @Nullable Persona persona,
        @Nullable String wish,
        long seed,
        int width,
        int height) {

    /** What is to be seen, in one sentence; the model says nothing about it. */
    public String altText() {
        return Details.line(PromptBuilder.altText(persona, wish));
    }
}
