package studio.greenroom.query.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.query.projection.ParkedEvents;
import studio.greenroom.query.projection.ParkedEvents.Parked;
import studio.greenroom.query.projection.ProjectionSink;
import studio.greenroom.query.projection.ProjectionStatuses;
import studio.greenroom.query.projection.ProjectionStatuses.Status;
import studio.greenroom.query.projection.RunningProjections;

/** What administrators see and do: envelopes, never what is in them. */
@RestController
class AdminController {

    private static final String DEAD_LETTERS = "dead-letters";

    private final ProjectionStatuses statuses;
    private final RunningProjections projections;
    private final ParkedEvents parked;
    private final KeptAnswers answers;

    AdminController(
            ProjectionStatuses statuses, RunningProjections projections, ParkedEvents parked, KeptAnswers answers) {
        this.statuses = statuses;
        this.projections = projections;
        this.parked = parked;
        this.answers = answers;
    }

    record DeadLetter(
            String id,
            String consumer,
            long position,
            String type,
            String streamId,
            String error,
            int tries,
            Instant parkedAt) {

        static DeadLetter of(Parked p) {
            return new DeadLetter(
                    Long.toString(p.id()),
                    p.consumer(),
                    p.position(),
                    p.type(),
                    p.streamId(),
                    p.error(),
                    p.tries(),
                    p.parkedAt());
        }
    }

    record Retried(long retried) {}

    @GetMapping("/api/admin/projections")
    Mono<Map<String, List<Status>>> projections(Identity who) {
        return administrator(who)
                .then(Mono.defer(() -> statuses.all().collectList()))
                .map(all -> Map.of("items", all));
    }

    @GetMapping("/api/admin/dead-letters")
    Mono<ResponseEntity<Page<DeadLetter>>> deadLetters(
            Identity who,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        long after = Cursor.read(DEAD_LETTERS, cursor, 0);
        int most = Page.limit(limit);
        return administrator(who)
                .then(Mono.defer(() -> parked.list(after, most + 1).collectList()))
                .map(read -> Page.of(read, most, DeadLetter::of, last -> Cursor.of(DEAD_LETTERS, last.id()))
                        .answer(request));
    }

    /** Takes the whole sequence of the dead letter's stream, in its order. */
    @PostMapping("/api/admin/dead-letters/{id}/retry")
    Mono<Retried> retry(Identity who, ServerHttpRequest request, @PathVariable long id) {
        IdempotencyKey key = IdempotencyKey.withoutBody(request);
        Mono<Long> again = parked.find(id)
                .switchIfEmpty(Mono.error(Problem::notFound))
                .flatMap(letter -> sink(letter)
                        .retry(letter.streamId())
                        .onErrorMap(
                                error -> new Problem(ProblemCode.CONFLICT, "It failed again: " + error.getMessage())));
        return administrator(who)
                .then(Mono.defer(() -> answers.once(who.owner(), key, again)))
                .map(Retried::new);
    }

    private ProjectionSink sink(Parked letter) {
        return projections
                .sink(letter.consumer())
                .orElseThrow(() -> new Problem(ProblemCode.CONFLICT, letter.consumer() + " does not run here."));
    }

    static Mono<Void> administrator(Identity who) {
        return who.administrator()
                ? Mono.empty()
                : Mono.error(new Problem(ProblemCode.FORBIDDEN, "Only administrators may do this."));
    }
}
