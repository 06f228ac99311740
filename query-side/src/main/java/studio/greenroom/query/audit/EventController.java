package studio.greenroom.query.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
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
    Mono<ResponseEntity<Page<EventView>>> events(
            Identity who,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        return page(who, Selection.of(stream, type), Order.OLDEST, begin(cursor, from), Page.limit(limit), atLeast)
                .map(page -> page.answer(request));
    }

    /** Another order than the usual one. A stream has no other, so this address also answers who asks for it as a stream. */
    @GetMapping(
            path = "/api/events",
            params = {"order", "order!=oldest"})
    Mono<ResponseEntity<Page<EventView>>> ordered(
            Identity who,
            ServerHttpRequest request,
            @RequestParam String order,
            @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        Order asked = Order.of(order);
        if (request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype)) {
            throw Cursor.invalid("order", "A stream is oldest first: leave order out, or ask for JSON.");
        }
        if (from != null) {
            throw Cursor.invalid("from", "From goes with oldest first. Go on from newest first by its cursor.");
        }
        return page(who, Selection.of(stream, type), asked, cursor, Page.limit(limit), atLeast)
                .map(page -> page.answer(request));
    }

    @GetMapping("/api/history/{id}")
    Mono<ResponseEntity<Page<EventView>>> history(
            Identity who,
            ServerHttpRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        Selection selection = Selection.history(id);
        if (selection == null) {
            return Mono.error(Problem.notFound());
        }
        return page(who, selection, Order.OLDEST, begin(cursor, from), Page.limit(limit), atLeast)
                .filterWhen(page -> page.items().isEmpty() ? journal.knows(who.owner(), id) : Mono.just(true))
                .map(page -> page.answer(request))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private Mono<Page<EventView>> page(
            Identity who,
            Selection selection,
            Order order,
            @Nullable String cursor,
            int limit,
            @Nullable String atLeast) {
        long place = order.place(who, cursor);
        return readYourWrites
                .await(JournalProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> journal.read(who.owner(), selection, order, place, limit + 1)))
                .map(read -> Page.of(read, limit, EventView::of, order::cursor));
    }

    /** The place after which to begin; zero is the beginning itself. */
    private static @Nullable String begin(@Nullable String cursor, @Nullable String from) {
        String place = cursor == null ? from : cursor;
        return "0".equals(place) ? null : place;
    }
}
