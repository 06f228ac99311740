package studio.greenroom.command.generation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Expense;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.Request;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
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
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What a generation makes of a command. The first end wins; what comes after it changes nothing but the cost. */
final class GenerationDecisions {

    private GenerationDecisions() {}

    /** @param generation null only for a request */
    static List<GenerationEvent> decide(@Nullable GenerationState generation, GenerationCommand command) {
        if (command instanceof Request request) {
            return request(request);
        } else if (generation == null) {
            throw new IllegalStateException("A generation begins with a request, not "
                    + command.getClass().getSimpleName());
        }
        List<GenerationEvent> events = decided(generation, command);
        return generation.status().ended() ? events : withRefund(generation, events);
    }

    private static List<GenerationEvent> decided(GenerationState generation, GenerationCommand command) {
        if (command instanceof StartAttempt start) {
            return start(generation, start);
        } else if (command instanceof ReportAttempt report) {
            return report(generation, report);
        } else if (command instanceof FailVariant fail) {
            return failVariant(generation, fail);
        } else if (command instanceof FailGeneration fail) {
            requireRunning(generation);
            return given(generation, open(generation), fail.code());
        } else if (command instanceof CancelGeneration) {
            requireRunning(generation);
            return List.of(new GenerationCancelled(
                    generation.id(), generation.attempts().size()));
        } else if (command instanceof RecordRepeats repeats) {
            long saved = generation.expense().settled() * repeats.times();
            return List.of(new RepeatsAnswered(
                    generation.id(), repeats.times(), saved == 0 ? null : priced(generation, saved)));
        }
        throw new IllegalStateException("No decision for " + command.getClass().getSimpleName());
    }

    private static List<GenerationEvent> request(Request request) {
        GenerationOrder order = request.order();
        List<GenerationEvent> events = new ArrayList<>();
        events.add(new GenerationRequested(
                request.generationId(),
                request.kind(),
                order.artistId(),
                order.artistRevision(),
                order.seed(),
                order.variants(),
                order.width(),
                order.height(),
                order.policy().word(),
                order.task(),
                order.chain(),
                order.quote(),
                order.requestHash(),
                order.lineage(),
                order.persona(),
                order.prompt(),
                order.parts()));
        if (order.quote() != null && order.quote().micros() > 0) {
            events.add(new CostReserved(request.generationId(), order.quote()));
        }
        return events;
    }

    private static List<GenerationEvent> start(GenerationState generation, StartAttempt start) {
        requireRunning(generation);
        int number = start.variant();
        if (number < 1 || number > generation.variants().size()) {
            throw outOfOrder();
        }
        List<Attempt> made = generation.attemptsAt(number);
        boolean idle = made.isEmpty() || made.get(made.size() - 1).status() == Status.FAILED;
        if (generation.variant(number).status().ended() || !idle || start.attempt() != made.size() + 1) {
            throw outOfOrder();
        }
        return List.of(new AttemptStarted(generation.id(), number, start.attempt(), start.provider(), start.model()));
    }

    private static List<GenerationEvent> report(GenerationState generation, ReportAttempt report) {
        List<Attempt> made = generation.attemptsAt(report.variant());
        Attempt attempt =
                report.attempt() < 1 || report.attempt() > made.size() ? null : made.get(report.attempt() - 1);
        AttemptOutcome outcome = report.outcome();
        List<GenerationEvent> events = new ArrayList<>();
        if (attempt != null && attempt.status() == Status.CANCELLED) {
            events.add(new LateResultRecorded(
                    generation.id(),
                    attempt.variant(),
                    attempt.number(),
                    !(outcome instanceof AttemptOutcome.Failed),
                    outcome.cost()));
        } else if (attempt == null || attempt.status() != Status.RUNNING) {
            throw outOfOrder();
        } else {
            events.add(ended(generation.id(), attempt, outcome));
        }
        Cost cost = outcome.cost();
        if (cost != null && cost.micros() > 0) {
            boolean unknown =
                    outcome instanceof AttemptOutcome.Failed failed && failed.code() == FailureCode.OUTCOME_UNKNOWN;
            events.add(new CostSettled(generation.id(), attempt.variant(), attempt.number(), cost, unknown));
        }
        if (events.get(0) instanceof AttemptSucceeded && open(generation).size() == 1) {
            events.add(succeeded(generation, generation.count(Status.SUCCEEDED) + 1));
        }
        return events;
    }

    private static GenerationEvent ended(String id, Attempt attempt, AttemptOutcome outcome) {
        if (outcome instanceof AttemptOutcome.Failed failed) {
            return new AttemptFailed(
                    id,
                    attempt.variant(),
                    attempt.number(),
                    attempt.provider(),
                    attempt.model(),
                    failed.code(),
                    failed.durationMillis(),
                    failed.retryAfterMillis(),
                    failed.cost(),
                    failed.providerRequestId(),
                    failed.detail());
        }
        AttemptOutcome.Text text = outcome instanceof AttemptOutcome.Text t ? t : null;
        AttemptOutcome.Image image = outcome instanceof AttemptOutcome.Image i ? i : null;
        return new AttemptSucceeded(
                id,
                attempt.variant(),
                attempt.number(),
                attempt.provider(),
                attempt.model(),
                outcome.durationMillis(),
                outcome.usage(),
                outcome.cost(),
                outcome.providerRequestId(),
                text != null ? text.offline() : image != null && image.image().offline(),
                image == null ? null : image.image(),
                text == null ? null : text.text(),
                text == null ? null : text.data(),
                image == null ? null : image.altText());
    }

    private static List<GenerationEvent> failVariant(GenerationState generation, FailVariant fail) {
        requireRunning(generation);
        int number = fail.variant();
        if (number < 1
                || number > generation.variants().size()
                || generation.variant(number).status().ended()) {
            throw outOfOrder();
        }
        return given(generation, List.of(generation.variant(number)), fail.code());
    }

    /** These variants are given up, and with the last of them the generation. */
    private static List<GenerationEvent> given(GenerationState generation, List<Variant> up, FailureCode code) {
        int good = generation.count(Status.SUCCEEDED);
        boolean last = up.size() == open(generation).size();
        if (last && good == 0) {
            return List.of(new GenerationFailed(
                    generation.id(), code, generation.attempts().size()));
        }
        List<GenerationEvent> events = new ArrayList<>();
        up.forEach(variant -> events.add(new VariantFailed(generation.id(), variant.number(), code)));
        if (last) {
            events.add(succeeded(generation, good));
        }
        return events;
    }

    private static GenerationEvent succeeded(GenerationState generation, int good) {
        return new GenerationSucceeded(generation.id(), good, null, null, null, null);
    }

    private static List<Variant> open(GenerationState generation) {
        return generation.variants().stream()
                .filter(variant -> !variant.status().ended())
                .toList();
    }

    /** What was reserved and is not needed is given back with the event that ends the generation. */
    private static List<GenerationEvent> withRefund(GenerationState before, List<GenerationEvent> events) {
        GenerationState after = before;
        for (GenerationEvent event : events) {
            after = GenerationState.evolve(after, event);
        }
        Expense expense = after.expense();
        if (!after.status().ended() || expense.held() == 0) {
            return events;
        }
        List<GenerationEvent> all = new ArrayList<>(events);
        all.add(new CostRefunded(after.id(), priced(after, expense.held())));
        return all;
    }

    private static Cost priced(GenerationState generation, long micros) {
        Cost quote = generation.request().quote();
        String currency = String.valueOf(generation.expense().currency());
        return new Cost(micros, currency, quote == null ? 0 : quote.priceList());
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
