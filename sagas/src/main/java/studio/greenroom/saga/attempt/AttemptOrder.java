package studio.greenroom.saga.attempt;

import java.time.Duration;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/**
 * One call of a provider as it is ordered.
 *
 * @param variant from 1
 * @param attempt of the variant, from 1
 * @param timeout of the call
 * @param report  the cause of the command that will report what came of it
 */
public record AttemptOrder(
        GenerationRequested request,
        int variant,
        int attempt,
        String provider,
        String model,
        Duration timeout,
        Cause report) {

    /** A row that was stored before there were variants names none: it is the first one's. */
    public AttemptOrder {
        variant = Math.max(1, variant);
    }

    public long seed() {
        return request.seedOf(variant);
    }

    /** For people who read a log. */
    public String inWords() {
        return "attempt " + attempt + " at variant " + variant + " of " + generationId();
    }

    public String generationId() {
        return request.generationId();
    }

    public String owner() {
        return report.owner();
    }
}
