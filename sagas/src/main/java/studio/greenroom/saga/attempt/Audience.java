package studio.greenroom.saga.attempt;

import reactor.core.publisher.Mono;
import studio.greenroom.kernel.signal.Progress;

/** Who is told how calls go on. Nothing depends on whether it hears. */
public interface Audience {

    Mono<Void> progress(Progress progress);

    /** @param jpeg what a variant's picture looks like so far */
    Mono<Void> preview(String generationId, int variant, byte[] jpeg);
}
