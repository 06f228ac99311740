package studio.greenroom.command.generation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.command.admission.Admissions;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** From a draft to its command: within its owner's limits. */
@Component
class GenerationRequests {

    private final CommandEndpoint endpoint;
    private final Admissions admissions;
    private final Ids ids;
    private final MeterRegistry meters;
    private final Executor threads;

    GenerationRequests(
            CommandEndpoint endpoint,
            Admissions admissions,
            Ids ids,
            MeterRegistry meters,
            ThreadPoolExecutor commandThreads) {
        this.endpoint = endpoint;
        this.admissions = admissions;
        this.ids = ids;
        this.meters = meters;
        this.threads = commandThreads;
    }

    /**
     * @param name  of its command
     * @param draft asked for only when no answer is stored, with the owner
     */
    Mono<ResponseEntity<Accepted>> answer(
            CommandRequest request, String name, Function<String, CompletableFuture<Draft>> draft) {
        return endpoint.answer(
                        request,
                        HttpStatus.ACCEPTED,
                        "/api/generations/",
                        new Asked(request.identity().owner(), name, draft))
                .onErrorMap(RejectedExecutionException.class, e -> Problem.overloaded());
    }

    /** One request on its way. */
    private final class Asked implements CommandEndpoint.Asked {

        private final String owner;
        private final String name;
        private final Function<String, CompletableFuture<Draft>> draft;
        private volatile @Nullable String admitted;

        Asked(String owner, String name, Function<String, CompletableFuture<Draft>> draft) {
            this.owner = owner;
            this.name = name;
            this.draft = draft;
        }

        @Override
        public CompletableFuture<? extends Command> command(String commandId) {
            return draft.apply(owner)
                    .thenApplyAsync(
                            drafted -> {
                                String id = admissions.admit(owner, commandId, ids.next(Ids.GENERATION));
                                admitted = id;
                                return drafted.command(id);
                            },
                            threads);
        }

        /** What is not taken back here is swept away later. */
        @Override
        public void failed(Problem problem) {
            String id = admitted;
            if (id == null) {
                meters.counter(
                                "greenroom.commands",
                                "command",
                                name,
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
}
