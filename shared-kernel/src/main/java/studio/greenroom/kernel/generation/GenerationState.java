package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationEvent.VariantFailed;

/**
 * A generation as the events have made it. A pure fold, as {@link studio.greenroom.kernel.artist.ArtistState}.
 *
 * @param attempts of all variants, in the order in which they were started
 * @param failure  why it failed as a whole
 * @param repeats  how often the same request was answered with it
 */
public record GenerationState(
        GenerationRequested request,
        Status status,
        List<Variant> variants,
        List<Attempt> attempts,
        @Nullable FailureCode failure,
        Expense expense,
        long repeats) {

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

    public String id() {
        return request.generationId();
    }

    /** Some variants are there and some are not: it ended so. */
    public boolean partial() {
        return status == Status.SUCCEEDED && count(Status.SUCCEEDED) < variants.size();
    }

    /** @throws IndexOutOfBoundsException when there is no such variant */
    public Variant variant(int number) {
        return variants.get(number - 1);
    }

    /** How many variants are in that state. */
    public int count(Status wanted) {
        return (int) variants.stream().filter(v -> v.status() == wanted).count();
    }

    /** A variant's attempts, oldest first. */
    public List<Attempt> attemptsAt(int variant) {
        return attempts.stream().filter(a -> a.variant() == variant).toList();
    }

    /** The state after the event; {@code before} is null for the first one of a stream. */
    public static GenerationState evolve(@Nullable GenerationState before, GenerationEvent event) {
        if (event instanceof GenerationRequested requested) {
            List<Variant> variants = IntStream.rangeClosed(1, requested.variants())
                    .mapToObj(number -> Variant.pending(number, requested.seedOf(number)))
                    .toList();
            return new GenerationState(requested, Status.PENDING, variants, List.of(), null, Expense.NONE, 0);
        }
        if (before == null) {
            throw new IllegalStateException("The first event of a generation is GenerationRequested, not "
                    + event.getClass().getSimpleName());
        }
        return before.after(event);
    }

    private GenerationState after(GenerationEvent event) {
        if (event instanceof AttemptStarted e) {
            List<Attempt> more = new ArrayList<>(attempts);
            more.add(Attempt.started(e));
            return with(Status.RUNNING, changed(e.variant(), Variant::running), List.copyOf(more));
        } else if (event instanceof AttemptSucceeded e) {
            return with(
                    status,
                    changed(e.variant(), v -> v.succeeded(e)),
                    ended(e.variant(), e.attempt(), a -> a.after(e)));
        } else if (event instanceof AttemptFailed e) {
            return with(status, variants, ended(e.variant(), e.attempt(), a -> a.after(e)));
        } else if (event instanceof VariantFailed e) {
            return with(status, changed(e.variant(), v -> v.failed(e.code())), cancelled(e.variant()));
        } else if (event instanceof GenerationSucceeded e) {
            List<Variant> all = e.image() == null && e.text() == null ? variants : changed(1, v -> v.succeeded(e));
            return new GenerationState(request, Status.SUCCEEDED, all, attempts, null, expense, repeats);
        } else if (event instanceof GenerationFailed e) {
            return closed(Status.FAILED, v -> v.failed(e.code()), e.code());
        } else if (event instanceof GenerationCancelled) {
            return closed(Status.CANCELLED, Variant::cancelled, null);
        } else if (event instanceof LateResultRecorded e) {
            return with(status, variants, ended(e.variant(), e.attempt(), a -> a.costing(e.cost())));
        } else if (event instanceof CostReserved e) {
            return with(expense.reserved(e.cost()));
        } else if (event instanceof CostSettled e) {
            return with(expense.settled(e.cost()));
        } else if (event instanceof CostRefunded e) {
            return with(expense.refunded(e.cost()));
        } else if (event instanceof RepeatsAnswered e) {
            return new GenerationState(request, status, variants, attempts, failure, expense, repeats + e.times());
        }
        throw new IllegalStateException("No fold for " + event.getClass().getSimpleName());
    }

    private GenerationState with(Status next, List<Variant> allVariants, List<Attempt> allAttempts) {
        return new GenerationState(request, next, allVariants, allAttempts, failure, expense, repeats);
    }

    private GenerationState with(Expense next) {
        return new GenerationState(request, status, variants, attempts, failure, next, repeats);
    }

    private GenerationState closed(Status end, UnaryOperator<Variant> open, @Nullable FailureCode code) {
        List<Variant> all = variants.stream()
                .map(v -> v.status().ended() ? v : open.apply(v))
                .toList();
        List<Attempt> none = attempts.stream().map(Attempt::cancelled).toList();
        return new GenerationState(request, end, all, none, code, expense, repeats);
    }

    private List<Variant> changed(int number, UnaryOperator<Variant> change) {
        return variants.stream()
                .map(v -> v.number() == number ? change.apply(v) : v)
                .toList();
    }

    private List<Attempt> ended(int variant, int number, UnaryOperator<Attempt> change) {
        return attempts.stream()
                .map(a -> a.variant() == variant && a.number() == number ? change.apply(a) : a)
                .toList();
    }

    private List<Attempt> cancelled(int variant) {
        return attempts.stream()
                .map(a -> a.variant() == variant ? a.cancelled() : a)
                .toList();
    }
}
