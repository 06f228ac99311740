package studio.greenroom.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.http.Cursor;
import studio.greenroom.query.http.Page;
import studio.greenroom.query.http.ReadYourWrites;

/** The journal over HTTP, as pages. */
@RestController
class EventController {

    private final Journal journal;
    private final ReadYourWrites readYourWrites;

    EventController(Journal journal, ReadYourWrites readYourWrites) {
        this.journal = journal;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/api/events")
    Mono<ResponseEntity<Page<EventView>>> events(Identity who, ServerHttpRequest request,
                                                 @RequestParam(required = false) @Nullable String stream,
                                                 @RequestParam(required = false) @Nullable String type,
                                                 @RequestParam(required = false) @Nullable String cursor,
                                                 @RequestParam(required = false) @Nullable String from,
                                                 @RequestParam(required = false) @Nullable Integer limit,
                                                 @RequestParam(required = false) @Nullable String atLeast) {
        return page(who, request, Selection.of(stream, type), cursor == null ? from : cursor, Page.limit(limit), atLeast);
    }

    @GetMapping("/api/history/{id}")
    Mono<ResponseEntity<Page<EventView>>> history(Identity who, ServerHttpRequest request, @PathVariable String id,
                                                  @RequestParam(required = false) @Nullable String cursor,
                                                  @RequestParam(required = false) @Nullable String from,
                                                  @RequestParam(required = false) @Nullable Integer limit,
                                                  @RequestParam(required = false) @Nullable String atLeast) {
        Selection selection = Selection.history(id);
        if (selection == null) {
            return Mono.error(Problem.notFound());
        }
        return page(who, request, selection, cursor == null ? from : cursor, Page.limit(limit), atLeast)
                .filterWhen(page -> page.getBody().items().isEmpty()
                        ? journal.knows(who.owner(), id) : Mono.just(true))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private Mono<ResponseEntity<Page<EventView>>> page(Identity who, ServerHttpRequest request, Selection selection,
                                                       @Nullable String from, int limit, @Nullable String atLeast) {
        long after = position(who, from);
        return readYourWrites.await(JournalProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> journal.after(who.owner(), selection, after, limit + 1)))
                .map(read -> pageOf(read, limit).answer(request));
    }

    private static Page<EventView> pageOf(List<Envelope> read, int limit) {
        return Page.of(read, limit, EventView::of, last -> new Position(last.position(), last.owner()).token());
    }

    private static long position(Identity who, @Nullable String token) {
        if (token == null || token.equals("0")) {
            return 0;
        }
        return Position.parse(token).filter(position -> position.owner().equals(who.owner())).map(Position::value)
                .orElseThrow(() -> Cursor.invalid("cursor", "Take it from the answer's next, or from an event's id."));
    }
}
