package studio.greenroom.query.generation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Expense;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.Lineage;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.signal.Progress;

/**
 * A generation as the API answers it.
 *
 * @param artistId null when it stands for itself
 * @param seed     of the first variant
 * @param partial  it has ended, and some variants failed
 * @param progress of all variants together; there while it runs and something is known
 * @param result   of the first variant that is there
 * @param expense  null when there is nothing to pay
 * @param repeats  how often the same request was answered with it
 */
public record GenerationView(
        String id,
        GenerationKind kind,
        Status state,
        long revision,
        @Nullable String artistId,
        @Nullable String task,
        @Nullable String prompt,
        List<PromptPart> parts,
        long seed,
        int width,
        int height,
        String policy,
        List<Assignment> chain,
        @Nullable Lineage lineage,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable ProgressView progress,
        List<VariantView> variants,
        boolean partial,
        List<AttemptView> attempts,
        @Nullable ResultView result,
        @Nullable Boolean offline,
        @Nullable FailureView failure,
        @Nullable Cost quote,
        @Nullable Expense expense,
        long repeats) {

    /** How far the running attempts are: a last value, not an event. */
    public record ProgressView(
            int attempt,
            int percent,
            String stage,
            @Nullable Integer ahead,
            @Nullable Long remainingMillis,
            @Nullable String preview) {

        public static ProgressView of(Progress p) {
            String preview = p.preview() == null
                    ? null
                    : "/api/generations/" + p.generationId() + "/previews/" + p.variant() + "?number=" + p.preview();
            return new ProgressView(p.attempt(), p.percent(), p.stage(), p.ahead(), p.remainingMillis(), preview);
        }
    }

    /** One of the results that it is to have. */
    public record VariantView(
            int number,
            long seed,
            Status state,
            @Nullable ProgressView progress,
            @Nullable ResultView result,
            @Nullable FailureView failure) {

        private VariantView with(ProgressView now) {
            return new VariantView(number, seed, state, now, result, failure);
        }
    }

    /** One call of a provider. */
    public record AttemptView(
            int variant,
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

    /** Why it failed, as a code and in words. */
    public record FailureView(FailureCode code, String message) {

        static @Nullable FailureView of(@Nullable FailureCode code) {
            return code == null ? null : new FailureView(code, code.message());
        }
    }

    static GenerationView of(GenerationRecord generation) {
        GenerationState state = generation.state();
        GenerationRequested request = state.request();
        List<VariantView> variants = state.variants().stream()
                .map(variant -> new VariantView(
                        variant.number(),
                        variant.seed(),
                        variant.status(),
                        null,
                        ResultView.of(generation, variant),
                        FailureView.of(variant.failure())))
                .toList();
        ResultView result = variants.stream()
                .map(VariantView::result)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new GenerationView(
                state.id(),
                request.kind(),
                state.status(),
                generation.revision(),
                request.artistId(),
                request.task(),
                request.prompt(),
                request.parts(),
                request.seed(),
                request.width(),
                request.height(),
                request.policy(),
                request.chain(),
                request.lineage(),
                generation.requestedAt(),
                generation.finishedAt(),
                null,
                variants,
                state.partial(),
                attempts(generation),
                result,
                result == null ? null : result.offline(),
                FailureView.of(state.failure()),
                request.quote(),
                state.expense().equals(Expense.NONE) ? null : state.expense(),
                state.repeats());
    }

    /** @param now the last known of each variant; what was said of another attempt is passed over */
    GenerationView with(Map<Integer, Progress> now) {
        List<VariantView> shown = new ArrayList<>();
        int sum = 0;
        ProgressView slowest = null;
        for (VariantView variant : variants) {
            Progress progress = now.get(variant.number());
            if (variant.state() == Status.RUNNING && progress != null && progress.attempt() == running(variant)) {
                ProgressView view = ProgressView.of(progress);
                slowest = slowest == null || view.percent() < slowest.percent() ? view : slowest;
                sum += view.percent();
                shown.add(variant.with(view));
            } else {
                sum += variant.state().ended() ? 100 : 0;
                shown.add(variant);
            }
        }
        if (slowest == null) {
            return this;
        }
        ProgressView all = new ProgressView(
                slowest.attempt(),
                sum / variants.size(),
                slowest.stage(),
                slowest.ahead(),
                slowest.remainingMillis(),
                slowest.preview());
        return new GenerationView(
                id,
                kind,
                state,
                revision,
                artistId,
                task,
                prompt,
                parts,
                seed,
                width,
                height,
                policy,
                chain,
                lineage,
                requestedAt,
                finishedAt,
                all,
                List.copyOf(shown),
                partial,
                attempts,
                result,
                offline,
                failure,
                quote,
                expense,
                repeats);
    }

    private int running(VariantView variant) {
        return attempts.stream()
                .filter(a -> a.variant() == variant.number() && a.state() == Status.RUNNING)
                .mapToInt(AttemptView::number)
                .findFirst()
                .orElse(0);
    }

    private static List<AttemptView> attempts(GenerationRecord generation) {
        List<AttemptView> views = new ArrayList<>();
        for (Attempt a : generation.state().attempts()) {
            views.add(new AttemptView(
                    a.variant(),
                    a.number(),
                    a.provider(),
                    a.model(),
                    a.status(),
                    a.code(),
                    a.detail(),
                    generation.attemptsStarted().get(views.size()),
                    a.durationMillis(),
                    a.retryAfterMillis(),
                    a.usage(),
                    a.cost(),
                    a.providerRequestId()));
        }
        return views;
    }
}
