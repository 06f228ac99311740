package studio.greenroom.command.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.command.eventstore.StoredAnswers;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.trace.Ask;

/** From a command's request to its answer: once per Idempotency-Key, and without waiting on an event loop. */
@Component
public class CommandEndpoint {

    /** The body of every accepted command's answer. */
    public record Accepted(String id, long revision) {}

    /** Whoever waits is told something by then, also when a look-up before the append is what does not return. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** What a request asks for, once it is known that it was not answered before. */
    public interface Asked {

        /**
         * May fail with a {@link Problem}.
         *
         * @param commandId the same for the same Idempotency-Key
         */
        CompletableFuture<? extends Reply> reply(String commandId);

        /** It was not carried out, as far as the problem tells. */
        default void failed(Problem problem) {}
    }

    private final Commands commands;
    private final StoredAnswers answers;
    private final EventLog log;
    private final Ids ids;
    private final Executor threads;

    public CommandEndpoint(
            Commands commands, StoredAnswers answers, EventLog log, Ids ids, ThreadPoolExecutor commandThreads) {
        this.commands = commands;
        this.answers = answers;
        this.log = log;
        this.ids = ids;
        this.threads = commandThreads;
    }

    public Mono<ResponseEntity<Accepted>> answer(
            CommandRequest request, HttpStatus status, @Nullable String locationPrefix, Command command) {
        return answer(
                request,
                status,
                locationPrefix,
                commandId -> CompletableFuture.completedFuture(new Reply.Send(command, null)));
    }

    /**
     * @param locationPrefix path that the id is appended to for {@code Location}; null for none
     * @param asked          asked only when no answer is stored
     */
    public Mono<ResponseEntity<Accepted>> answer(
            CommandRequest request, HttpStatus status, @Nullable String locationPrefix, Asked asked) {
        // Once dispatched, a client that hangs up must not interrupt the append: the cancellation stops here.
        return Mono.deferContextual(context -> {
                    Ask ask = Ask.in(context);
                    return Mono.fromFuture(() -> answered(request, ask, status, asked), true);
                })
                .timeout(
                        DEADLINE,
                        Mono.error(
                                () -> new Problem(
                                        ProblemCode.OUTCOME_UNKNOWN,
                                        "The event store did not answer in time. Send it again with the same Idempotency-Key.")))
                .map(answered -> response(answered, locationPrefix));
    }

    /** @param cacheStatus null also for what is answered under its Idempotency-Key again */
    private record Answered(StoredAnswer answer, @Nullable String cacheStatus) {}

    private CompletableFuture<Answered> answered(
            CommandRequest request, @Nullable Ask ask, HttpStatus status, Asked asked) {
        String owner = request.identity().owner();
        String key = request.idempotency().key();
        if (key == null) {
            StoredAnswer answer = template(owner, "", request, ids.next(Ids.COMMAND), status);
            return sent(asked, answer, ask, request, null);
        }
        StoredAnswer answer = template(owner, key, request, Ids.derived(Ids.COMMAND, owner, key), status);
        return stored(request, answer)
                .thenCompose(earlier -> earlier != null
                        ? CompletableFuture.completedFuture(new Answered(earlier, null))
                        : sent(asked, answer, ask, request, answer)
                                .thenCompose(sent -> kept(request, sent.answer())
                                        .thenApply(kept -> new Answered(kept, sent.cacheStatus()))));
    }

    private CompletableFuture<@Nullable StoredAnswer> stored(CommandRequest request, StoredAnswer template) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> answers.find(template.owner(), template.key())
                            .or(() -> log.answer(template.commandId()))
                            .map(answer -> same(request, answer))
                            .orElse(null),
                    threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(Problem.overloaded());
        }
    }

    /**
     * What is stored by now is the answer; a command that changed nothing stored none with its events. Neither a
     * database that goes away after the commit nor a queue that is full makes a known outcome unknown.
     */
    private CompletableFuture<StoredAnswer> kept(CommandRequest request, StoredAnswer answer) {
        try {
            return CompletableFuture.supplyAsync(() -> keep(request, answer), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(answer);
        }
    }

    private StoredAnswer keep(CommandRequest request, StoredAnswer answer) {
        try {
            Optional<StoredAnswer> first =
                    answers.find(answer.owner(), answer.key()).or(() -> log.answer(answer.commandId()));
            if (first.isEmpty()) {
                answers.keep(answer);
            }
            return first.map(stored -> same(request, stored)).orElse(answer);
        } catch (DataAccessException e) {
            return answer;
        }
    }

    private static StoredAnswer same(CommandRequest request, StoredAnswer answer) {
        request.idempotency().requireSame(answer.fingerprint());
        return answer;
    }

    private static StoredAnswer template(
            String owner, String key, CommandRequest request, String commandId, HttpStatus status) {
        return new StoredAnswer(owner, key, request.idempotency().fingerprint(), commandId, status.value(), "", 0, 0);
    }

    /** Also when nobody waits for the answer any more. */
    private CompletableFuture<Answered> sent(
            Asked asked, StoredAnswer answer, @Nullable Ask ask, CommandRequest request, @Nullable StoredAnswer kept) {
        return asked.reply(answer.commandId())
                .thenCompose(reply -> {
                    if (reply instanceof Reply.Known known) {
                        return CompletableFuture.completedFuture(
                                new Answered(of(answer, known.status().value(), known.receipt()), known.cacheStatus()));
                    }
                    return send(((Reply.Send) reply).command(), answer, ask, request, kept)
                            .thenApply(
                                    receipt -> new Answered(of(answer, answer.status(), receipt), reply.cacheStatus()));
                })
                .whenComplete((done, error) -> {
                    if ((error instanceof CompletionException ? error.getCause() : error) instanceof Problem problem) {
                        asked.failed(problem);
                    }
                });
    }

    private CompletableFuture<Receipt> send(
            Command command,
            StoredAnswer answer,
            @Nullable Ask ask,
            CommandRequest request,
            @Nullable StoredAnswer kept) {
        String id = answer.commandId();
        String correlation = ask == null ? id : ask.correlationId();
        Cause cause = Cause.asked(answer.owner(), id, correlation, Ids.derived(Ids.OPERATION, id));
        return commands.send(command, cause, () -> ask == null ? null : ask.span(), request.expectedRevision(), kept);
    }

    private static StoredAnswer of(StoredAnswer template, int status, Receipt receipt) {
        return new StoredAnswer(
                template.owner(),
                template.key(),
                template.fingerprint(),
                template.commandId(),
                status,
                receipt.streamId(),
                receipt.revision(),
                receipt.position());
    }

    private static ResponseEntity<Accepted> response(Answered answered, @Nullable String locationPrefix) {
        StoredAnswer answer = answered.answer();
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status())
                .eTag("\"" + answer.revision() + "\"")
                .header("Greenroom-Position", new Position(answer.position(), answer.owner()).token());
        if (locationPrefix != null) {
            response.location(URI.create(locationPrefix + answer.streamId()));
        }
        if (answered.cacheStatus() != null) {
            response.header("Cache-Status", answered.cacheStatus());
        }
        return response.body(new Accepted(answer.streamId(), answer.revision()));
    }
}
