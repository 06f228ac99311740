package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.command.Command;

/** What can be asked of a generation. */
public sealed interface GenerationCommand extends Command {

    String generationId();

    @Override
    default String streamId() {
        return generationId();
    }

    /** @param artistRevision the artist's revision whose persona this is */
    record RequestBio(
            String generationId,
            String artistId,
            long artistRevision,
            Persona persona,
            @Nullable String instruction,
            long seed,
            RetryPolicyName policy)
            implements GenerationCommand {}

    /** @param width pixels, 256 to 2048, as {@code height} */
    record RequestImage(
            String generationId,
            String artistId,
            long artistRevision,
            Persona persona,
            @Nullable String prompt,
            long seed,
            int width,
            int height,
            RetryPolicyName policy)
            implements GenerationCommand {}

    record StartAttempt(String generationId, int attempt, String provider, String model) implements GenerationCommand {}

    /** A worker's report of what a provider answered. */
    record ReportAttempt(String generationId, int attempt, AttemptOutcome outcome) implements GenerationCommand {}

    /** No further attempt will be made. */
    record FailGeneration(String generationId, FailureCode code) implements GenerationCommand {}

    record CancelGeneration(String generationId) implements GenerationCommand {}
}
