package studio.greenroom.kernel.generation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.EventType;
import studio.greenroom.kernel.event.Personal;

/**
 * What happens to a generation, from the request to its end. Variants and attempts count from 1, the attempts of each
 * variant apart.
 */
public sealed interface GenerationEvent extends DomainEvent {

    String generationId();

    @Override
    default String streamId() {
        return generationId();
    }

    /**
     * Its components are those of {@link GenerationOrder}.
     *
     * @param policy name of the retry policy
     */
    @EventType(value = "GenerationRequested", revision = 2)
    record GenerationRequested(
            String generationId,
            GenerationKind kind,
            @Nullable String artistId,
            long artistRevision,
            long seed,
            int variants,
            int width,
            int height,
            String policy,
            @Nullable String task,
            List<Assignment> chain,
            @Nullable Cost quote,
            @Nullable String requestHash,
            @Nullable Lineage lineage,
            @Personal @Nullable Persona persona,
            @Personal @Nullable String prompt,
            @Personal List<PromptPart> parts)
            implements GenerationEvent {

        /** The largest integer that every JSON reader keeps exactly. */
        public static final long MAX_SEED = (1L << 53) - 1;

        /** What keeps it as JSON, a saga's row and an attempt's, may be older than variants. */
        public GenerationRequested {
            variants = Math.max(1, variants);
            chain = Objects.requireNonNullElse(chain, List.of());
            parts = Objects.requireNonNullElse(parts, List.of());
        }

        /** Each variant has a seed of its own, after the largest comes 0. */
        public long seedOf(int variant) {
            return (seed + variant - 1) % (MAX_SEED + 1);
        }
    }

    @EventType(value = "AttemptStarted", revision = 2)
    record AttemptStarted(String generationId, int variant, int attempt, String provider, String model)
            implements GenerationEvent {}

    /**
     * A variant is there: {@code image} or {@code text}, both null in what was stored before there were variants.
     *
     * @param offline made by Greenroom itself, no model was asked
     * @param data    what a task answered, as JSON; its main words are the text
     */
    @EventType(value = "AttemptSucceeded", revision = 2)
    record AttemptSucceeded(
            String generationId,
            int variant,
            int attempt,
            String provider,
            String model,
            long durationMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId,
            boolean offline,
            @Nullable ImageResult image,
            @Personal @Nullable String text,
            @Personal @Nullable String data,
            @Personal @Nullable String altText)
            implements GenerationEvent {}

    /**
     * @param retryAfterMillis how long the provider asked to wait; null when it did not say
     * @param detail           one line for people, without secrets
     */
    @EventType(value = "AttemptFailed", revision = 2)
    record AttemptFailed(
            String generationId,
            int variant,
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

    /** One variant came to nothing, while others are there or still under way. */
    @EventType("VariantFailed")
    record VariantFailed(String generationId, int variant, FailureCode code) implements GenerationEvent {}

    /**
     * It has ended, with at least one variant.
     *
     * @param succeeded how many variants are there; the others failed
     * @param offline   in what was stored before there were variants, whether Greenroom itself made the result; null
     *                  since, as what follows
     */
    @EventType(value = "GenerationSucceeded", revision = 2)
    record GenerationSucceeded(
            String generationId,
            int succeeded,
            @Nullable Boolean offline,
            @Nullable ImageResult image,
            @Personal @Nullable String text,
            @Personal @Nullable String altText)
            implements GenerationEvent {}

    /** It has ended without any variant. */
    @EventType("GenerationFailed")
    record GenerationFailed(String generationId, FailureCode code, int attempts) implements GenerationEvent {}

    /** It was ended by a person; variants that were there stay. */
    @EventType("GenerationCancelled")
    record GenerationCancelled(String generationId, int attempts) implements GenerationEvent {}

    /** An attempt ended after its generation had: only what it cost is kept. */
    @EventType(value = "LateResultRecorded", revision = 2)
    record LateResultRecorded(
            String generationId,
            int variant,
            int attempt,
            boolean succeeded,
            @Nullable Cost cost) implements GenerationEvent {}

    /** What it may cost is set aside. */
    @EventType("CostReserved")
    record CostReserved(String generationId, Cost cost) implements GenerationEvent {}

    /**
     * An attempt has cost this.
     *
     * @param estimated whether nobody said so: the outcome of its call is not known
     */
    @EventType("CostSettled")
    record CostSettled(String generationId, int variant, int attempt, Cost cost, boolean estimated)
            implements GenerationEvent {}

    /** What was set aside and not needed is free again: the generation has ended. */
    @EventType("CostRefunded")
    record CostRefunded(String generationId, Cost cost) implements GenerationEvent {}

    /**
     * The same request was answered with this generation.
     *
     * @param times since the last of these events
     * @param saved what making it as often would have cost; null when that was nothing
     */
    @EventType("RepeatsAnswered")
    record RepeatsAnswered(
            String generationId, int times, @Nullable Cost saved) implements GenerationEvent {}
}
