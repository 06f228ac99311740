package studio.greenroom.command.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.command.artist.ArtistAt;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.problem.Problem;

/** Asking for bios and images over HTTP, and cancelling. */
@RestController("generationCommands")
class GenerationController {

    private static final int MAX_PROMPT = 1_000;
    private static final int DEFAULT_SIDE = 1_024;
    private static final int DRAWN_SEEDS = 1_000_000;

    private final CommandEndpoint endpoint;
    private final GenerationRequests requests;
    private final RandomGenerator random;

    GenerationController(CommandEndpoint endpoint, GenerationRequests requests, RandomGenerator random) {
        this.endpoint = endpoint;
        this.requests = requests;
        this.random = random;
    }

    /**
     * @param seed   0 to 2^53−1; drawn when it is left out
     * @param policy interactive, also when it is left out, or patient; left out of the fingerprint then, which is older
     */
    record BioRequest(
            @Nullable String instruction,
            @Nullable Long seed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String policy) {}

    /** @param width pixels, 256 to 2048 in steps of 8, as {@code height} */
    record ImageRequest(
            @Nullable String prompt,
            @Nullable Long seed,
            @Nullable Long width,
            @Nullable Long height,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String policy) {}

    @PostMapping("/api/artists/{artistId}/bio")
    Mono<ResponseEntity<Accepted>> bio(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestBody(required = false) @Nullable BioRequest body) {
        BioRequest asked = body == null ? new BioRequest(null, null, null) : body;
        Fields fields = new Fields();
        String instruction = fields.optional("instruction", asked.instruction(), MAX_PROMPT);
        long seed = seed(fields, asked.seed());
        RetryPolicyName policy = policy(fields, asked.policy());
        fields.check();
        return requests.answer(
                CommandRequest.of(identity, http, asked),
                artistId,
                GenerationKind.BIO,
                instruction,
                (id, artist) -> new RequestBio(id, order(artist, instruction, seed, 0, 0, policy)));
    }

    @PostMapping("/api/artists/{artistId}/images")
    Mono<ResponseEntity<Accepted>> image(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestBody(required = false) @Nullable ImageRequest body) {
        ImageRequest asked = body == null ? new ImageRequest(null, null, null, null, null) : body;
        Fields fields = new Fields();
        String prompt = fields.optional("prompt", asked.prompt(), MAX_PROMPT);
        long seed = seed(fields, asked.seed());
        int width = (int) fields.within("width", asked.width(), DEFAULT_SIDE, 256, 2_048, 8);
        int height = (int) fields.within("height", asked.height(), DEFAULT_SIDE, 256, 2_048, 8);
        RetryPolicyName policy = policy(fields, asked.policy());
        fields.check();
        return requests.answer(
                CommandRequest.of(identity, http, asked),
                artistId,
                GenerationKind.IMAGE,
                prompt,
                (id, artist) -> new RequestImage(id, order(artist, prompt, seed, width, height, policy)));
    }

    @PostMapping("/api/generations/{id}/cancel")
    Mono<ResponseEntity<Accepted>> cancel(Identity identity, ServerHttpRequest http, @PathVariable String id) {
        if (!Ids.isId(Ids.GENERATION, id)) {
            return Mono.error(Problem.notFound());
        }
        return endpoint.answer(
                CommandRequest.withoutBody(identity, http), HttpStatus.OK, null, new CancelGeneration(id));
    }

    private static GenerationOrder order(
            ArtistAt artist, @Nullable String prompt, long seed, int width, int height, RetryPolicyName policy) {
        return new GenerationOrder(
                artist.state().id(),
                artist.revision(),
                seed,
                1,
                width,
                height,
                policy,
                null,
                List.of(),
                null,
                null,
                null,
                artist.state().persona(),
                prompt,
                List.of());
    }

    private static RetryPolicyName policy(Fields fields, @Nullable String given) {
        return fields.oneOf(
                "policy", given, RetryPolicyName.INTERACTIVE, List.of(RetryPolicyName.values()), RetryPolicyName::word);
    }

    private long seed(Fields fields, @Nullable Long given) {
        return fields.within("seed", given, random.nextInt(DRAWN_SEEDS), 0, GenerationRequested.MAX_SEED, 1);
    }
}
