package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/**
 * A text that is wanted.
 *
 * @param form what the answer is to look like; null for a bio in plain words
 */
public record TextRequest(
        String model,
        Persona persona,
        @Nullable String instruction,
        long seed,
        @Nullable OutputForm form) {

    /** A bio. */
    public TextRequest(String model, Persona persona, @Nullable String instruction, long seed) {
        this(model, persona, instruction, seed, null);
    }
}
