package studio.greenroom.command.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Attempt;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What a generation makes of a command. The first end wins; what comes after it changes nothing but the cost. */
final class GenerationDecisions {

    private GenerationDecisions() {}

    /** @param generation null only for a request */
    static List<GenerationEvent> decide(@Nullable GenerationState generation, GenerationCommand command) {
        if (command instanceof RequestBio r) {
            return List.of(new GenerationRequested(
                    r.generationId(),
                    r.artistId(),
                    GenerationKind.BIO,
                    r.artistRevision(),
                    r.seed(),
                    0,
                    0,
                    r.policy().word(),
                    r.persona(),
                    r.instruction()));
        } else if (command instanceof RequestImage r) {
            return List.of(new GenerationRequested(
                    r.generationId(),
                    r.artistId(),
                    GenerationKind.IMAGE,
                    r.artistRevision(),
                    r.seed(),
                    r.width(),
                    r.height(),
                    r.policy().word(),
                    r.persona(),
                    r.prompt()));
        } else if (generation == null) {
            throw new IllegalStateException("A generation begins with a request, not "
                    + command.getClass().getSimpleName());
        } else if (command instanceof StartAttempt start) {
            return start(generation, start);
        } else if (command instanceof ReportAttempt report) {
            return report(generation, report);
        } else if (command instanceof FailGeneration fail) {
            requireRunning(generation);
            return List.of(new GenerationFailed(
                    generation.id(), fail.code(), generation.attempts().size()));
        } else if (command instanceof CancelGeneration) {
            requireRunning(generation);
            return List.of(new GenerationCancelled(
                    generation.id(), generation.attempts().size()));
        }
        throw new IllegalStateException("No decision for " + command.getClass().getSimpleName());
    }

    private static List<GenerationEvent> start(GenerationState generation, StartAttempt start) {
        requireRunning(generation);
        boolean due = generation.open() == null
                && start.attempt() == generation.attempts().size() + 1;
        if (!due) {
            throw outOfOrder();
        }
        return List.of(new AttemptStarted(generation.id(), start.attempt(), start.provider(), start.model()));
    }

    private static List<GenerationEvent> report(GenerationState generation, ReportAttempt report) {
        int number = report.attempt();
        Attempt attempt = number < 1 || number > generation.attempts().size()
                ? null
                : generation.attempts().get(number - 1);
        AttemptOutcome outcome = report.outcome();
        if (attempt != null && attempt.status() == Status.CANCELLED) {
            return List.of(new LateResultRecorded(
                    generation.id(), number, !(outcome instanceof AttemptOutcome.Failed), outcome.cost()));
        } else if (attempt == null || attempt.status() != Status.RUNNING) {
            throw outOfOrder();
        } else if (outcome instanceof AttemptOutcome.Text text) {
            return List.of(
                    new AttemptSucceeded(
                            generation.id(),
                            number,
                            attempt.provider(),
                            attempt.model(),
                            text.durationMillis(),
                            text.usage(),
                            text.cost(),
                            text.providerRequestId()),
                    new GenerationSucceeded(generation.id(), number, text.offline(), null, text.text(), null));
        } else if (outcome instanceof AttemptOutcome.Image image) {
            return List.of(
                    new AttemptSucceeded(
                            generation.id(),
                            number,
                            attempt.provider(),
                            attempt.model(),
                            image.durationMillis(),
                            image.usage(),
                            image.cost(),
                            image.providerRequestId()),
                    new GenerationSucceeded(
                            generation.id(), number, image.image().offline(), image.image(), null, image.altText()));
        }
        AttemptOutcome.Failed failed = (AttemptOutcome.Failed) outcome;
        return List.of(new AttemptFailed(
                generation.id(),
                number,
                attempt.provider(),
                attempt.model(),
                failed.code(),
                failed.durationMillis(),
                failed.retryAfterMillis(),
                failed.cost(),
                failed.providerRequestId(),
                failed.detail()));
    }

    private static void requireRunning(GenerationState generation) {
        if (generation.status().ended()) {
            throw new Problem(
                    ProblemCode.GENERATION_FINISHED,
                    "It has " + generation.status().word() + " already.");
        }
    }

    private static Problem outOfOrder() {
        return new Problem(ProblemCode.ATTEMPT_OUT_OF_ORDER, "Another attempt is due.");
    }
}
