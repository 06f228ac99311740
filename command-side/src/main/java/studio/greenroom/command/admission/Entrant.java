package studio.greenroom.command.admission;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;

/**
 * Who asks to be let in.
 *
 * @param commandId    the same for the same request that is sent again
 * @param generationId for it, unless the same command was let in before
 * @param requestHash  tells the same request of this owner; null for one that is not compared
 * @param quote        what it may cost; null when that can not be said
 */
public record Entrant(
        String owner,
        String commandId,
        String generationId,
        @Nullable String requestHash,
        @Nullable Cost quote) {}
