package studio.greenroom.command.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandAlreadyDone;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;

/**
 * Sends commands to their aggregates. A lost race is decided again; and since a cached aggregate may be older than the
 * store, so is a refusal or a no-op, once, after a look whether the command is done already.
 */
@Component
public class Commands implements CommandSender {

    private static final int MAX_RACES = 3;

    private final CommandBus bus;
    private final EventLog log;
    private final Cache aggregates;
    private final MeterRegistry meters;
    private final Tracing tracing;

    public Commands(CommandBus bus, EventLog log, Cache aggregates, MeterRegistry meters, Tracing tracing) {
        this.bus = bus;
        this.log = log;
        this.aggregates = aggregates;
        this.meters = meters;
        this.tracing = tracing;
    }

    @Override
    public CompletionStage<Receipt> send(Command command, Cause cause) {
        return send(command, cause, () -> SpanIds.ofSender(cause), null, null);
    }

    /**
     * @param parent           span of what sends it, asked for only when it is told; null when it has none
     * @param expectedRevision what {@code If-Match} names; null when any revision will do
     * @param answer           what to keep under the request's Idempotency-Key, together with the events
     */
    public CompletableFuture<Receipt> send(
            Command command,
            Cause cause,
            Supplier<@Nullable String> parent,
            @Nullable Long expectedRevision,
            @Nullable StoredAnswer answer) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        Instant began = tracing.now();
        new Attempt(command, cause, expectedRevision, answer, receipt).dispatch();
        return receipt.whenComplete((done, error) -> {
            String outcome = error == null
                    ? "done"
                    : error instanceof Problem p ? p.code().name() : "failed";
            String name = command.getClass().getSimpleName();
            meters.counter("greenroom.commands", "command", name, "outcome", outcome)
                    .increment();
            tracing.done(
                    cause.correlationId(), began, () -> work(command, cause, parent.get(), error == null, outcome));
        });
    }

    /** One that failed may be sent again, so only success has the span that its events lead back to. */
    private static Work work(Command command, Cause cause, @Nullable String parent, boolean succeeded, String outcome) {
        return Work.of(
                        Work.Kind.INSIDE,
                        command.getClass().getSimpleName(),
                        parent,
                        succeeded ? SpanIds.ofCommand(cause.commandId()) : null)
                .with("greenroom.command.id", cause.commandId())
                .with("greenroom.stream.id", command.streamId())
                .with("greenroom.owner", cause.owner())
                .with("greenroom.actor", cause.actor())
                .failed(succeeded ? null : outcome);
    }

    /** One command on its way; everything after the first dispatch runs on the bus's own threads, which may block. */
    private final class Attempt {

        private final Command command;
        private final Cause cause;
        private final @Nullable Long expectedRevision;
        private final @Nullable StoredAnswer answer;
        private final CompletableFuture<Receipt> receipt;
        private int races;
        private boolean fresh;

        Attempt(
                Command command,
                Cause cause,
                @Nullable Long expectedRevision,
                @Nullable StoredAnswer answer,
                CompletableFuture<Receipt> receipt) {
            this.command = command;
            this.cause = cause;
            this.expectedRevision = expectedRevision;
            this.answer = answer;
            this.receipt = receipt;
        }

        void dispatch() {
            Dispatch dispatch = new Dispatch(cause, expectedRevision, answer);
            try {
                bus.<Command, Object>dispatch(dispatch.message(command), (message, result) -> {
                    try {
                        concluded(dispatch, result);
                    } catch (RuntimeException e) {
                        receipt.completeExceptionally(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                receipt.completeExceptionally(Problem.overloaded());
            }
        }

        private void concluded(Dispatch dispatch, CommandResultMessage<?> result) {
            if (result.isExceptional()) {
                failed(result.exceptionResult());
                return;
            }
            Envelope last = dispatch.last();
            if (last != null) {
                receipt.complete(new Receipt(last.streamId(), last.revision(), last.position()));
            } else {
                unchanged((long) result.getPayload());
            }
        }

        private void failed(Throwable error) {
            if (error instanceof CommandAlreadyDone done) {
                receipt.complete(done.receipt());
            } else if (error instanceof ConcurrencyException) {
                again(++races <= MAX_RACES, new Problem(ProblemCode.CONFLICT, "Read it again and repeat your change."));
            } else if (error instanceof AggregateNotFoundException) {
                refused(Problem.notFound());
            } else if (error instanceof Problem problem && problem.code().status() < 500) {
                refused(problem);
            } else {
                receipt.completeExceptionally(error);
            }
        }

        private void refused(Problem problem) {
            if (!done()) {
                boolean once = !fresh;
                fresh = true;
                again(once, problem);
            }
        }

        private void unchanged(long revision) {
            if (done()) {
                return;
            }
            Receipt end = log.end(command.streamId()).orElseThrow();
            if (fresh || end.revision() == revision) {
                receipt.complete(end);
            } else {
                fresh = true;
                aggregates.remove(command.streamId());
                dispatch();
            }
        }

        /** Whether this command's commit is in the store, and has therefore been answered. */
        private boolean done() {
            return log.receipt(cause.commandId()).map(receipt::complete).isPresent();
        }

        private void again(boolean allowed, Problem otherwise) {
            if (allowed) {
                dispatch();
            } else {
                receipt.completeExceptionally(otherwise);
            }
        }
    }
}
