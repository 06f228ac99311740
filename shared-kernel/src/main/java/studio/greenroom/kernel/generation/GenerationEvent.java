package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.EventType;
import studio.greenroom.kernel.event.Personal;

/** What happens to a generation, from the request to its end. */
public sealed interface GenerationEvent extends DomainEvent {

    String generationId();

    @Override
    default String streamId() {
        return generationId();
    }

    /**
     * @param artistRevision the artist's revision whose persona this is made from
     * @param prompt         what the person asked for; null when nothing was added to the persona
     * @param width          pixels; 0 for text
     * @param height         pixels; 0 for text
     * @param policy         name of the retry policy
     */
    @EventType("GenerationRequested")
    record GenerationRequested(
            String generationId,
            String artistId,
            GenerationKind kind,
            long artistRevision,
            long seed,
            int width,
            int height,
            String policy,
            @Personal Persona persona,
            @Personal @Nullable String prompt)
            implements GenerationEvent {}

    /** @param attempt from 1 */
    @EventType("AttemptStarted")
    record AttemptStarted(String generationId, int attempt, String provider, String model) implements GenerationEvent {}

    @EventType("AttemptSucceeded")
    record AttemptSucceeded(
            String generationId,
            int attempt,
            String provider,
            String model,
            long durationMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId)
            implements GenerationEvent {}

    /**
     * @param retryAfterMillis how long the provider asked to wait; null when it did not say
     * @param detail           one line for people, without secrets
     */
    @EventType("AttemptFailed")
    record AttemptFailed(
            String generationId,
            int attempt,
            String provider,
            String model,
            FailureCode code,
            long durationMillis,
            @Nullable Long retryAfterMillis,
            @Nullable Cost cost,
            @Nullable String providerRequestId,
            @Personal @Nullable String detail)
            implements GenerationEvent {}

    /** Exactly one of {@code text} and {@code image} is there. */
    @EventType("GenerationSucceeded")
    record GenerationSucceeded(
            String generationId,
            int attempt,
            boolean offline,
            @Nullable ImageResult image,
            @Personal @Nullable String text,
            @Personal @Nullable String altText)
            implements GenerationEvent {}

    @EventType("GenerationFailed")
    record GenerationFailed(String generationId, FailureCode code, int attempts) implements GenerationEvent {}

    @EventType("GenerationCancelled")
    record GenerationCancelled(String generationId, int attempts) implements GenerationEvent {}

    /** An attempt ended after its generation had: only what it cost is kept. */
    @EventType("LateResultRecorded")
    record LateResultRecorded(
            String generationId,
            int attempt,
            boolean succeeded,
            @Nullable Cost cost) implements GenerationEvent {}
}
