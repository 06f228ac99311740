package studio.greenroom.query.generation;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.generation.Generations.Filter;
import studio.greenroom.query.http.Answers;
import studio.greenroom.query.http.ReadYourWrites;
import studio.greenroom.query.projection.Json;

/** Generations over HTTP. */
@RestController
class GenerationController {

    private static final String RUNNING = "\"state\":\"running\"";

    private final Generations generations;
    private final LastProgress lastProgress;
    private final ReadYourWrites readYourWrites;

    GenerationController(Generations generations, LastProgress lastProgress, ReadYourWrites readYourWrites) {
        this.generations = generations;
        this.lastProgress = lastProgress;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/api/generations")
    Mono<ResponseEntity<Page<GenerationView>>> list(
            Identity who,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String artistId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        Filter filter = new Filter(artistId, state, kind);
        int most = Page.limit(limit);
        return readYourWrites
                .await(GenerationProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> generations.list(who.owner(), filter, cursor, most)))
                .flatMap(page -> Flux.fromIterable(page.items())
                        .flatMapSequential(lastProgress::addTo)
                        .collectList()
                        .map(items -> new Page<>(items, page.next()).answer(request)));
    }

    @GetMapping("/api/generations/{id}")
    Mono<ResponseEntity<String>> one(
            Identity who, @PathVariable String id, @RequestParam(required = false) @Nullable String atLeast) {
        return readYourWrites
                .await(GenerationProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> generations.find(who.owner(), id, atLeast != null)))
                .flatMap(document -> document.json().contains(RUNNING)
                        ? lastProgress
                                .addTo(Json.read(document.json(), GenerationView.class))
                                .map(view -> Answers.passing(view.revision(), Json.write(view)))
                        : Mono.just(Answers.of(document)))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }
}
