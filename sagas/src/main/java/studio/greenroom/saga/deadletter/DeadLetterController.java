package studio.greenroom.saga.deadletter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What the sagas could not do, for administrators. */
@RestController
@RequestMapping("/api/admin/saga-dead-letters")
class DeadLetterController {

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping
    Mono<ResponseEntity<Page<DeadLetter>>> list(
            Identity identity,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int most = Page.limit(limit);
        return administrators(identity)
                .then(Mono.defer(() -> letters.list(cursor, most)))
                .map(page -> page.answer(request));
    }

    @PostMapping("/{id}/retry")
    Mono<Void> retry(Identity identity, ServerHttpRequest request, @PathVariable String id) {
        IdempotencyKey key = IdempotencyKey.withoutBody(request);
        return administrators(identity).then(Mono.defer(() -> letters.retryOnce(identity.owner(), key, id)));
    }

    private static Mono<Void> administrators(Identity identity) {
        return identity.administrator()
                ? Mono.empty()
                : Mono.error(new Problem(ProblemCode.FORBIDDEN, "This is for administrators."));
    }
}
