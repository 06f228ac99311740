package studio.greenroom.saga.deadletter;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What the sagas could not do, for administrators. */
@RestController
@RequestMapping("/api/admin/saga-dead-letters")
class DeadLetterController {

    private static final int MAX_LIMIT = 200;

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping
    Mono<DeadLetterPage> list(Identity identity, @RequestParam(required = false) @Nullable String cursor,
                              @RequestParam(defaultValue = "50") int limit) {
        return administrators(identity).then(Mono.defer(() ->
                letters.list(cursor, Math.max(1, Math.min(limit, MAX_LIMIT)))));
    }

    @PostMapping("/{id}/retry")
    Mono<Void> retry(Identity identity, @PathVariable String id) {
        return administrators(identity).then(Mono.defer(() -> letters.retry(id)));
    }

    private static Mono<Void> administrators(Identity identity) {
        return identity.administrator() ? Mono.empty()
                : Mono.error(new Problem(ProblemCode.FORBIDDEN, "This is for administrators."));
    }
}
