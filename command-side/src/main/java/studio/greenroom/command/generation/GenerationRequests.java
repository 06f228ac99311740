package studio.greenroom.command.generation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.command.admission.Admission;
import studio.greenroom.command.admission.Admissions;
import studio.greenroom.command.admission.Entrant;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.Reply;
import studio.greenroom.command.repeat.Earlier;
import studio.greenroom.command.repeat.RepeatCache;
import studio.greenroom.command.repeat.RepeatCounter;
import studio.greenroom.command.repeat.RepeatCounter.Source;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** From a draft to its answer: what the owner's same request has led to before, else a command, within their limits. */
@Component
class GenerationRequests {

    private static final String MISS = "Greenroom; fwd=miss";
    private static final String BYPASS = "Greenroom; fwd=bypass";
    private static final String SUCCEEDED = "Greenroom; hit; detail=succeeded";
    private static final String RUNNING = "Greenroom; hit; detail=running";

    /** Before looking again whether the same request, which somebody else makes just now, has been written: milliseconds. */
    private static final List<Long> WAITS = List.of(20L, 40L, 80L, 160L, 320L, 640L);

    private final CommandEndpoint endpoint;
    private final Admissions admissions;
    private final RepeatCache cache;
    private final RepeatCounter counter;
    private final RepeatSettings repeats;
    private final Ids ids;
    private final MeterRegistry meters;
    private final Executor threads;

    GenerationRequests(
            CommandEndpoint endpoint,
            Admissions admissions,
            RepeatCache cache,
            RepeatCounter counter,
            RepeatSettings repeats,
            Ids ids,
            MeterRegistry meters,
            ThreadPoolExecutor commandThreads) {
        this.endpoint = endpoint;
        this.admissions = admissions;
        this.cache = cache;
        this.counter = counter;
        this.repeats = repeats;
        this.ids = ids;
        this.meters = meters;
        this.threads = commandThreads;
    }

    /** @param draft asked for only when no answer is stored, with the owner */
    Mono<ResponseEntity<Accepted>> answer(Asking asking, Function<String, CompletableFuture<Draft>> draft) {
        return endpoint.answer(asking.request(), HttpStatus.ACCEPTED, "/api/generations/", new Asked(asking, draft))
                .onErrorMap(RejectedExecutionException.class, e -> Problem.overloaded());
    }

    /** The generation that would answer the draft now; null when it would be made anew. */
    CompletableFuture<@Nullable String> earlier(String owner, Draft drafted) {
        if (!repeats.compared()) {
            return CompletableFuture.completedFuture(null);
        }
        String hash = RequestHash.of(owner, drafted);
        return cache.find(owner, hash)
                .thenCompose(known -> known != null
                        ? CompletableFuture.<@Nullable String>completedFuture(known.generationId())
                        : CompletableFuture.supplyAsync(
                                () -> admissions.earlier(owner, hash).orElse(null), threads));
    }

    /** One request on its way. */
    private final class Asked implements CommandEndpoint.Asked {

        private final Asking asking;
        private final String owner;
        private final Function<String, CompletableFuture<Draft>> draft;
        private volatile @Nullable String admitted;

        Asked(Asking asking, Function<String, CompletableFuture<Draft>> draft) {
            this.asking = asking;
            this.owner = asking.owner();
            this.draft = draft;
        }

        @Override
        public CompletableFuture<Reply> reply(String commandId) {
            return draft.apply(owner)
                    .thenCompose(drafted -> asking.fresh() || !repeats.compared()
                            ? admitted(drafted, commandId, 0)
                            : found(drafted.compared(RequestHash.of(owner, drafted)), commandId));
        }

        private CompletableFuture<Reply> found(Draft drafted, String commandId) {
            return cache.find(owner, hash(drafted))
                    .thenCompose(earlier -> earlier == null
                            ? admitted(drafted, commandId, 0)
                            : CompletableFuture.completedFuture(done(earlier, Source.REDIS)));
        }

        private CompletableFuture<Reply> admitted(Draft drafted, String commandId, int looks) {
            return CompletableFuture.completedFuture(ids.next(Ids.GENERATION))
                    .thenApplyAsync(
                            id -> admissions.admit(new Entrant(
                                    owner,
                                    commandId,
                                    id,
                                    drafted.order().requestHash(),
                                    drafted.order().quote())),
                            threads)
                    .thenCompose(admission -> replied(drafted, commandId, looks, admission));
        }

        private CompletableFuture<Reply> replied(Draft drafted, String commandId, int looks, Admission admission) {
            if (admission instanceof Admission.New let) {
                admitted = let.generationId();
                return CompletableFuture.completedFuture(
                        new Reply.Send(drafted.command(let.generationId()), asking.fresh() ? BYPASS : MISS));
            } else if (admission instanceof Admission.Done done) {
                cache.put(owner, hash(drafted), done.earlier(), done.kept());
                return CompletableFuture.completedFuture(done(done.earlier(), Source.POSTGRESQL));
            } else if (admission instanceof Admission.Running running) {
                counter.count(owner, running.receipt().streamId(), Source.POSTGRESQL);
                return CompletableFuture.completedFuture(
                        new Reply.Known(running.receipt(), HttpStatus.ACCEPTED, RUNNING));
            }
            return looks == WAITS.size()
                    ? CompletableFuture.failedFuture(new Problem(
                            ProblemCode.UNAVAILABLE,
                            "The same request is being taken just now. Send it again in a second."))
                    : new CompletableFuture<Void>()
                            .completeOnTimeout(null, WAITS.get(looks), TimeUnit.MILLISECONDS)
                            .thenCompose(waited -> admitted(drafted, commandId, looks + 1));
        }

        private Reply done(Earlier earlier, Source from) {
            counter.count(owner, earlier.generationId(), from);
            return new Reply.Known(
                    new Receipt(earlier.generationId(), earlier.revision(), earlier.position()),
                    HttpStatus.OK,
                    SUCCEEDED);
        }

        /** What is not taken back here is swept away later. */
        @Override
        public void failed(Problem problem) {
            String id = admitted;
            if (id == null) {
                meters.counter(
                                "greenroom.commands",
                                "command",
                                asking.name(),
                                "outcome",
                                problem.code().name())
                        .increment();
            } else if (problem.code() != ProblemCode.OUTCOME_UNKNOWN) {
                try {
                    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> admissions.withdraw(id), threads);
                } catch (RejectedExecutionException e) {
                    // There is too much to do already.
                }
            }
        }
    }

    private static String hash(Draft compared) {
        return Objects.requireNonNull(compared.order().requestHash());
    }
}
