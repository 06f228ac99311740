package studio.greenroom.command.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.command.admission.LimitSettings;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.command.generation.Orders.Again;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.prompt.PromptRequest;

/** Asking for generations over HTTP, asking again, and cancelling. */
@RestController("generationCommands")
class GenerationController {

    private static final String PROMPT = "prompt";

    private final CommandEndpoint endpoint;
    private final GenerationRequests requests;
    private final GenerationAsks asks;
    private final Drafts drafts;
    private final int maxVariants;

    GenerationController(
            CommandEndpoint endpoint,
            GenerationRequests requests,
            GenerationAsks asks,
            Drafts drafts,
            LimitSettings limits) {
        this.endpoint = endpoint;
        this.requests = requests;
        this.asks = asks;
        this.drafts = drafts;
        this.maxVariants = limits.variants();
    }

    /** @param instruction what the bio is to be like */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BioBody(
            @Nullable String instruction,
            @Nullable String task,
            @Nullable String style,
            @Nullable Long seed,
            @Nullable String policy) {

        static final BioBody EMPTY = new BioBody(null, null, null, null, null);

        GenerationBody full() {
            return new GenerationBody(
                    null,
                    null,
                    task,
                    null,
                    null,
                    null,
                    null,
                    style,
                    null,
                    instruction,
                    null,
                    seed,
                    null,
                    null,
                    null,
                    null,
                    policy);
        }
    }

    /** @param lockSeed whether the earlier one's seed is kept; else it is drawn, or the one that is given */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AgainBody(
            @Nullable String promptDelta,
            @Nullable Boolean lockSeed,
            @Nullable Long seed,
            @Nullable Long variants,
            @Nullable String policy) {}

    @PostMapping("/api/generations")
    Mono<? extends ResponseEntity<?>> any(
            Identity identity,
            ServerHttpRequest http,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody GenerationBody body) {
        return asked(CommandRequest.of(identity, http, body), body, PROMPT, fresh, dryRun);
    }

    @PostMapping("/api/artists/{artistId}/bio")
    Mono<? extends ResponseEntity<?>> bio(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody(required = false) @Nullable BioBody body) {
        BioBody bio = body == null ? BioBody.EMPTY : body;
        GenerationBody full = bio.full().forArtist(GenerationKind.BIO, artistId);
        return asked(CommandRequest.of(identity, http, bio), full, "instruction", fresh, dryRun);
    }

    @PostMapping("/api/artists/{artistId}/images")
    Mono<? extends ResponseEntity<?>> image(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody(required = false) @Nullable GenerationBody body) {
        GenerationBody image = body == null ? GenerationBody.EMPTY : body;
        GenerationBody full = image.forArtist(GenerationKind.IMAGE, artistId);
        return asked(CommandRequest.of(identity, http, image), full, PROMPT, fresh, dryRun);
    }

    @PostMapping("/api/generations/{id}/regenerate")
    Mono<ResponseEntity<Accepted>> regenerate(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestBody(required = false) @Nullable AgainBody body) {
        AgainBody again = body == null ? new AgainBody(null, null, null, null, null) : body;
        Again valid = valid(again);
        return requests.answer(
                new Asking(CommandRequest.of(identity, http, again), "Regenerate", fresh),
                owner -> drafts.again(owner, id, valid));
    }

    @PostMapping("/api/generations/{id}/cancel")
    Mono<ResponseEntity<Accepted>> cancel(Identity identity, ServerHttpRequest http, @PathVariable String id) {
        if (!Ids.isId(Ids.GENERATION, id)) {
            return Mono.error(Problem.notFound());
        }
        return endpoint.answer(
                CommandRequest.withoutBody(identity, http), HttpStatus.OK, null, new CancelGeneration(id));
    }

    private Mono<? extends ResponseEntity<?>> asked(
            CommandRequest request, GenerationBody body, String promptField, boolean fresh, boolean dryRun) {
        return dryRun ? asks.told(request, body, promptField) : asks.placed(request, body, promptField, fresh);
    }

    private Again valid(AgainBody body) {
        Fields fields = new Fields();
        boolean locked = Boolean.TRUE.equals(body.lockSeed());
        if (locked && body.seed() != null) {
            fields.wrong("seed", "Leave this out, or do not lock the seed.");
        }
        Again again = new Again(
                fields.optional("promptDelta", body.promptDelta(), PromptRequest.MAX_WISH),
                locked,
                body.seed() == null ? null : fields.within("seed", body.seed(), 0, 0, GenerationRequested.MAX_SEED, 1),
                body.variants() == null ? null : (int) fields.within("variants", body.variants(), 1, 1, maxVariants, 1),
                body.policy() == null
                        ? null
                        : fields.oneOf(
                                "policy",
                                body.policy(),
                                RetryPolicyName.INTERACTIVE,
                                List.of(RetryPolicyName.values()),
                                RetryPolicyName::word));
        fields.check();
        return again;
    }
}
