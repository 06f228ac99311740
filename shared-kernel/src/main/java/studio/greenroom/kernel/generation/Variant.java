package studio.greenroom.kernel.generation;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationState.Status;

/**
 * One of the results that a generation is to have.
 *
 * @param number from 1
 * @param seed   that it is made with
 */
public record Variant(
        int number,
        long seed,
        Status status,
        @Nullable FailureCode failure,
        @Nullable Result result) {

    /**
     * What came of it: a picture or a text.
     *
     * @param data what a task answered, as JSON
     */
    public record Result(
            @Nullable ImageResult image,
            @Nullable String text,
            @Nullable String data,
            @Nullable String altText,
            boolean offline) {}

    static Variant pending(int number, long seed) {
        return new Variant(number, seed, Status.PENDING, null, null);
    }

    Variant running() {
        return new Variant(number, seed, Status.RUNNING, null, null);
    }

    /** Without a result in what was stored before there were variants: it comes with the generation's end. */
    Variant succeeded(AttemptSucceeded event) {
        return event.image() == null && event.text() == null
                ? this
                : succeeded(new Result(event.image(), event.text(), event.data(), event.altText(), event.offline()));
    }

    Variant succeeded(GenerationSucceeded event) {
        boolean offline = Boolean.TRUE.equals(event.offline());
        return succeeded(new Result(event.image(), event.text(), null, event.altText(), offline));
    }

    private Variant succeeded(Result made) {
        return new Variant(number, seed, Status.SUCCEEDED, null, made);
    }

    Variant failed(FailureCode code) {
        return new Variant(number, seed, Status.FAILED, code, null);
    }

    Variant cancelled() {
        return new Variant(number, seed, Status.CANCELLED, null, null);
    }
}
