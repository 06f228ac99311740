package studio.greenroom.command.generation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.command.admission.Admissions;
import studio.greenroom.command.artist.ArtistAt;
import studio.greenroom.command.artist.Artists;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.command.safety.Safety;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * From a request for a generation to its command: for an artist that is there, with words that the safety policy
 * allows, and within its owner's limits.
 */
@Component
class GenerationRequests {

    private final CommandEndpoint endpoint;
    private final Artists artists;
    private final Safety safety;
    private final Admissions admissions;
    private final Ids ids;
    private final MeterRegistry meters;
    private final Executor threads;

    GenerationRequests(
            CommandEndpoint endpoint,
            Artists artists,
            Safety safety,
            Admissions admissions,
            Ids ids,
            MeterRegistry meters,
            ThreadPoolExecutor commandThreads) {
        this.endpoint = endpoint;
        this.artists = artists;
        this.safety = safety;
        this.admissions = admissions;
        this.ids = ids;
        this.meters = meters;
        this.threads = commandThreads;
    }

    /**
     * @param wish    what was asked for beside the persona; null when nothing was
     * @param command made of the generation's id and its artist
     */
    Mono<ResponseEntity<Accepted>> answer(
            CommandRequest request,
            String artistId,
            GenerationKind kind,
            @Nullable String wish,
            BiFunction<String, ArtistAt, GenerationCommand> command) {
        return endpoint.answer(
                        request,
                        HttpStatus.ACCEPTED,
                        "/api/generations/",
                        new Asked(request.identity().owner(), artistId, kind, wish, command))
                .onErrorMap(RejectedExecutionException.class, e -> Problem.overloaded());
    }

    /** One request on its way. */
    private final class Asked implements CommandEndpoint.Asked {

        private final String owner;
        private final String artistId;
        private final GenerationKind kind;
        private final @Nullable String wish;
        private final BiFunction<String, ArtistAt, GenerationCommand> command;
        private volatile @Nullable String admitted;

        Asked(
                String owner,
                String artistId,
                GenerationKind kind,
                @Nullable String wish,
                BiFunction<String, ArtistAt, GenerationCommand> command) {
            this.owner = owner;
            this.artistId = artistId;
            this.kind = kind;
            this.wish = wish;
            this.command = command;
        }

        @Override
        public CompletableFuture<? extends Command> command(String commandId) {
            return artists.present(owner, artistId)
                    .thenApplyAsync(
                            artist -> {
                                safety.check(texts(artist.state().persona()));
                                String id = admissions.admit(owner, commandId, ids.next(Ids.GENERATION));
                                admitted = id;
                                return command.apply(id, artist);
                            },
                            threads);
        }

        /** What is not taken back here is swept away later. */
        @Override
        public void failed(Problem problem) {
            String id = admitted;
            if (id == null) {
                String name = kind == GenerationKind.BIO ? "RequestBio" : "RequestImage";
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

        /** All that a provider would be given, by what its reader calls it. */
        private Map<String, String> texts(Persona persona) {
            Map<String, String> texts = new LinkedHashMap<>();
            texts.put(kind == GenerationKind.BIO ? "instruction" : "prompt", Objects.requireNonNullElse(wish, ""));
            texts.put("artist.name", persona.name());
            texts.put("artist.genre", persona.genre());
            texts.put("artist.style", Objects.requireNonNullElse(persona.style(), ""));
            texts.put("artist.traits", String.join("\n", persona.traits()));
            if (kind == GenerationKind.BIO) {
                texts.put("artist.bio", Objects.requireNonNullElse(persona.bio(), ""));
            }
            return texts;
        }
    }
}
