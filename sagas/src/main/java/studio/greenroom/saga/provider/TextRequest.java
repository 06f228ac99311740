package studio.greenroom.saga.provider;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/** A bio that is wanted. */
public record TextRequest(
        String model, Persona persona, @Nullable String instruction, long seed) {}
