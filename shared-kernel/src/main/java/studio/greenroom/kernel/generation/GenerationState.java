package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;

/** A generation as the events have made it. A pure fold, as {@link studio.greenroom.kernel.artist.ArtistState}. */
public record GenerationState(
        GenerationRequested request,
        Status status,
        List<Attempt> attempts,
        @Nullable FailureCode failure,
        @Nullable GenerationSucceeded result) {

    /** Pending until the first attempt starts; the last three are ends. */
    public enum Status {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return compareTo(SUCCEEDED) >= 0;
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One call of a provider.
     *
     * @param status RUNNING, SUCCEEDED or FAILED; CANCELLED when its generation ended first
     */
    public record Attempt(
            int number,
            String provider,
            String model,
            Status status,
            @Nullable FailureCode code,
            @Nullable String detail,
            @Nullable Long durationMillis,
            @Nullable Long retryAfterMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId) {

        Attempt cancelled() {
            return status == Status.RUNNING
                    ? new Attempt(
                            number,
                            provider,
                            model,
                            Status.CANCELLED,
                            code,
                            detail,
                            durationMillis,
                            retryAfterMillis,
                            usage,
                            cost,
                            providerRequestId)
                    : this;
        }

        Attempt costing(@Nullable Cost late) {
            return new Attempt(
                    number,
                    provider,
                    model,
                    status,
                    code,
                    detail,
                    durationMillis,
                    retryAfterMillis,
                    usage,
                    late,
                    providerRequestId);
        }
    }

    public String id() {
        return request.generationId();
    }

    /** The attempt that is being made now; null between attempts and after the end. */
    public @Nullable Attempt open() {
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        return last != null && last.status() == Status.RUNNING ? last : null;
    }

    /** The state after the event; {@code before} is null for the first one of a stream. */
    public static GenerationState evolve(@Nullable GenerationState before, GenerationEvent event) {
        if (event instanceof GenerationRequested requested) {
            return new GenerationState(requested, Status.PENDING, List.of(), null, null);
        }
        if (before == null) {
            throw new IllegalStateException("The first event of a generation is GenerationRequested, not "
                    + event.getClass().getSimpleName());
        }
        return before.after(event);
    }

    private GenerationState after(GenerationEvent event) {
        if (event instanceof AttemptStarted e) {
            return with(
                    Status.RUNNING,
                    append(new Attempt(
                            e.attempt(),
                            e.provider(),
                            e.model(),
                            Status.RUNNING,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null)));
        } else if (event instanceof AttemptSucceeded e) {
            return with(
                    status,
                    replace(new Attempt(
                            e.attempt(),
                            e.provider(),
                            e.model(),
                            Status.SUCCEEDED,
                            null,
                            null,
                            e.durationMillis(),
                            null,
                            e.usage(),
                            e.cost(),
                            e.providerRequestId())));
        } else if (event instanceof AttemptFailed e) {
            return with(
                    status,
                    replace(new Attempt(
                            e.attempt(),
                            e.provider(),
                            e.model(),
                            Status.FAILED,
                            e.code(),
                            e.detail(),
                            e.durationMillis(),
                            e.retryAfterMillis(),
                            null,
                            e.cost(),
                            e.providerRequestId())));
        } else if (event instanceof GenerationSucceeded e) {
            return new GenerationState(request, Status.SUCCEEDED, attempts, null, e);
        } else if (event instanceof GenerationFailed e) {
            return new GenerationState(request, Status.FAILED, closed(), e.code(), null);
        } else if (event instanceof GenerationCancelled) {
            return new GenerationState(request, Status.CANCELLED, closed(), null, null);
        } else if (event instanceof LateResultRecorded e) {
            return with(status, replace(attempts.get(e.attempt() - 1).costing(e.cost())));
        }
        throw new IllegalStateException("No fold for " + event.getClass().getSimpleName());
    }

    private GenerationState with(Status next, List<Attempt> all) {
        return new GenerationState(request, next, all, failure, result);
    }

    private List<Attempt> append(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return List.copyOf(all);
    }

    private List<Attempt> replace(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(attempt.number() - 1, attempt);
        return List.copyOf(all);
    }

    private List<Attempt> closed() {
        return attempts.stream().map(Attempt::cancelled).toList();
    }
}
