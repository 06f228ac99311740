package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.prompt.Prompt;
import studio.greenroom.kernel.prompt.Task;

/**
 * A text that is wanted.
 *
 * @param persona   who it is about; null when nobody in particular
 * @param wish      the person's own words
 * @param task      whose form the answer has to have; null for plain text
 * @param maxLength characters that plain text may have; a longer one ends with its last whole sentence
 */
public record TextRequest(
        String model,
        Prompt prompt,
        @Nullable Persona persona,
        @Nullable String wish,
        @Nullable Task task,
        long seed,
        int maxLength) {}
