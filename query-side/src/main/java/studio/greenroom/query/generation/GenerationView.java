package studio.greenroom.query.generation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Attempt;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.query.artist.ImageView;

/** A generation as the API answers it; {@code progress} is there while it runs and something is known. */
public record GenerationView(
        String id,
        GenerationKind kind,
        Status state,
        long revision,
        String artistId,
        @Nullable String prompt,
        long seed,
        int width,
        int height,
        String policy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable ProgressView progress,
        List<AttemptView> attempts,
        @Nullable ResultView result,
        @Nullable Boolean offline,
        @Nullable FailureView failure) {

    /** How far the running attempt is: a last value, not an event. */
    public record ProgressView(int attempt, int percent, String stage) {}

    /** One call of a provider. */
    public record AttemptView(
            int number,
            String provider,
            String model,
            Status state,
            @Nullable FailureCode code,
            @Nullable String detail,
            Instant startedAt,
            @Nullable Long durationMillis,
            @Nullable Long retryAfterMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId) {}

    /** Either a text or a picture; the other is left null. */
    public record ResultView(
            @Nullable String text, @Nullable ImageView image) {}

    /** Why it failed, as a code and in words. */
    public record FailureView(FailureCode code, String message) {}

    static GenerationView of(GenerationRecord generation) {
        GenerationState state = generation.state();
        GenerationRequested request = state.request();
        GenerationSucceeded result = state.result();
        return new GenerationView(
                state.id(),
                request.kind(),
                state.status(),
                generation.revision(),
                request.artistId(),
                request.prompt(),
                request.seed(),
                request.width(),
                request.height(),
                request.policy(),
                generation.requestedAt(),
                generation.finishedAt(),
                null,
                attempts(generation),
                result == null ? null : result(generation, result),
                result == null ? null : result.offline(),
                state.failure() == null
                        ? null
                        : new FailureView(state.failure(), state.failure().message()));
    }

    GenerationView with(ProgressView now) {
        return new GenerationView(
                id,
                kind,
                state,
                revision,
                artistId,
                prompt,
                seed,
                width,
                height,
                policy,
                requestedAt,
                finishedAt,
                now,
                attempts,
                result,
                offline,
                failure);
    }

    private static ResultView result(GenerationRecord generation, GenerationSucceeded result) {
        return result.image() == null
                ? new ResultView(result.text(), null)
                : new ResultView(
                        null,
                        ImageView.of(
                                result.image(),
                                generation.state().id(),
                                Objects.requireNonNullElse(result.altText(), ""),
                                Objects.requireNonNull(generation.finishedAt())));
    }

    private static List<AttemptView> attempts(GenerationRecord generation) {
        List<AttemptView> views = new ArrayList<>();
        for (Attempt a : generation.state().attempts()) {
            views.add(new AttemptView(
                    a.number(),
                    a.provider(),
                    a.model(),
                    a.status(),
                    a.code(),
                    a.detail(),
                    generation.attemptsStarted().get(a.number() - 1),
                    a.durationMillis(),
                    a.retryAfterMillis(),
                    a.usage(),
                    a.cost(),
                    a.providerRequestId()));
        }
        return views;
    }
}
