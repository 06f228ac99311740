package studio.greenroom.saga.attempt;

import java.time.Duration;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/**
 * One call of a provider as it is ordered.
 *
 * @param attempt from 1
 * @param timeout of the call
 * @param report  the cause of the command that will report what came of it
 */
public record AttemptOrder(
        GenerationRequested request, int attempt, String provider, String model, Duration timeout, Cause report) {

    public String generationId() {
        return request.generationId();
    }

    public String owner() {
        return report.owner();
    }
}
