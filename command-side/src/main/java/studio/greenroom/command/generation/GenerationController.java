package studio.greenroom.command.generation;

import java.util.concurrent.CompletableFuture;
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
import studio.greenroom.command.artist.Artists;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.problem.Problem;

/** Asking for bios and images over HTTP, and cancelling. */
@RestController("generationCommands")
class GenerationController {

    private static final int MAX_PROMPT = 1_000;
    private static final int DEFAULT_SIDE = 1_024;
    /** The largest integer that every JSON reader keeps exactly. */
    private static final long MAX_SEED = (1L << 53) - 1;

    private static final int DRAWN_SEEDS = 1_000_000;

    private final CommandEndpoint endpoint;
    private final Artists artists;
    private final Ids ids;
    private final RandomGenerator random;

    GenerationController(CommandEndpoint endpoint, Artists artists, Ids ids, RandomGenerator random) {
        this.endpoint = endpoint;
        this.artists = artists;
        this.ids = ids;
        this.random = random;
    }

    /** @param seed 0 to 2^53−1; drawn when it is left out */
    record BioRequest(
            @Nullable String instruction, @Nullable Long seed) {}

    /** @param width pixels, 256 to 2048 in steps of 8, as {@code height} */
    record ImageRequest(
            @Nullable String prompt,
            @Nullable Long seed,
            @Nullable Long width,
            @Nullable Long height) {}

    @PostMapping("/api/artists/{artistId}/bio")
    Mono<ResponseEntity<Accepted>> bio(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestBody(required = false) @Nullable BioRequest body) {
        BioRequest asked = body == null ? new BioRequest(null, null) : body;
        Fields fields = new Fields();
        String instruction = fields.optional("instruction", asked.instruction(), MAX_PROMPT);
        long seed = seed(fields, asked.seed());
        fields.check();
        return endpoint.answer(
                CommandRequest.of(identity, http, asked),
                HttpStatus.ACCEPTED,
                "/api/generations/",
                () -> present(identity, artistId)
                        .thenApply(artist -> new RequestBio(
                                ids.next(Ids.GENERATION),
                                artistId,
                                artist.revision(),
                                artist.state().persona(),
                                instruction,
                                seed)));
    }

    @PostMapping("/api/artists/{artistId}/images")
    Mono<ResponseEntity<Accepted>> image(
            Identity identity,
            ServerHttpRequest http,
            @PathVariable String artistId,
            @RequestBody(required = false) @Nullable ImageRequest body) {
        ImageRequest asked = body == null ? new ImageRequest(null, null, null, null) : body;
        Fields fields = new Fields();
        String prompt = fields.optional("prompt", asked.prompt(), MAX_PROMPT);
        long seed = seed(fields, asked.seed());
        int width = (int) fields.within("width", asked.width(), DEFAULT_SIDE, 256, 2_048, 8);
        int height = (int) fields.within("height", asked.height(), DEFAULT_SIDE, 256, 2_048, 8);
        fields.check();
        return endpoint.answer(
                CommandRequest.of(identity, http, asked),
                HttpStatus.ACCEPTED,
                "/api/generations/",
                () -> present(identity, artistId)
                        .thenApply(artist -> new RequestImage(
                                ids.next(Ids.GENERATION),
                                artistId,
                                artist.revision(),
                                artist.state().persona(),
                                prompt,
                                seed,
                                width,
                                height)));
    }

    @PostMapping("/api/generations/{id}/cancel")
    Mono<ResponseEntity<Accepted>> cancel(Identity identity, ServerHttpRequest http, @PathVariable String id) {
        if (!Ids.isId(Ids.GENERATION, id)) {
            return Mono.error(Problem.notFound());
        }
        return endpoint.answer(
                CommandRequest.withoutBody(identity, http), HttpStatus.OK, null, new CancelGeneration(id));
    }

    private CompletableFuture<ArtistAt> present(Identity identity, String artistId) {
        return artists.present(identity.owner(), artistId);
    }

    private long seed(Fields fields, @Nullable Long given) {
        return fields.within("seed", given, random.nextInt(DRAWN_SEEDS), 0, MAX_SEED, 1);
    }
}
