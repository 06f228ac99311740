package studio.greenroom.query.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.audit.Journal;
import studio.greenroom.query.audit.JournalProjection;
import studio.greenroom.query.audit.Selection;
import studio.greenroom.query.http.ReadYourWrites;

/** The journal over HTTP, as streams: the same addresses as its pages, by {@code Accept}. */
@RestController
class StreamController {

    private final JournalStream stream;
    private final Journal journal;
    private final ReadYourWrites readYourWrites;

    StreamController(JournalStream stream, Journal journal, ReadYourWrites readYourWrites) {
        this.stream = stream;
        this.journal = journal;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> events(
            Identity who,
            ServerHttpResponse response,
            @RequestParam(name = "stream", required = false) @Nullable String streamId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        Selection selection = Selection.of(streamId, type);
        return write(response, stream.open(who.owner(), selection, lastEventId == null ? from : lastEventId));
    }

    @GetMapping(path = "/api/artists", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> artists(
            Identity who,
            ServerHttpRequest request,
            ServerHttpResponse response,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        requireWhole(request);
        return write(response, stream.open(who.owner(), Selection.ARTISTS, lastEventId == null ? from : lastEventId));
    }

    @GetMapping(path = "/api/generations", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> generations(
            Identity who,
            ServerHttpRequest request,
            ServerHttpResponse response,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        requireWhole(request);
        return write(
                response, stream.open(who.owner(), Selection.GENERATIONS, lastEventId == null ? from : lastEventId));
    }

    /** A list that is filtered would need to know what a change means to the filter; its whole stream is enough for that. */
    private static void requireWhole(ServerHttpRequest request) {
        request.getQueryParams().keySet().stream()
                .filter(name -> !name.equals("from") && !name.equals("atLeast"))
                .findFirst()
                .ifPresent(name -> {
                    throw Cursor.invalid(name, "A list's stream has all of it: leave this out, or ask for JSON.");
                });
    }

    /** A thing's own stream is its history. */
    @GetMapping(path = "/api/artists/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> artist(
            Identity who,
            ServerHttpResponse response,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String atLeast,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return Ids.isId(Ids.ARTIST, id)
                ? history(who, response, id, from, atLeast, lastEventId)
                : Mono.error(Problem.notFound());
    }

    @GetMapping(path = "/api/generations/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> generation(
            Identity who,
            ServerHttpResponse response,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String atLeast,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return Ids.isId(Ids.GENERATION, id)
                ? history(who, response, id, from, atLeast, lastEventId)
                : Mono.error(Problem.notFound());
    }

    @GetMapping(path = "/api/history/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> history(
            Identity who,
            ServerHttpResponse response,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String atLeast,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        Selection selection = Selection.history(id);
        if (selection == null) {
            return Mono.error(Problem.notFound());
        }
        return readYourWrites
                .await(JournalProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> journal.knows(who.owner(), id)))
                .flatMap(known -> known
                        ? write(response, stream.open(who.owner(), selection, lastEventId == null ? from : lastEventId))
                        : Mono.error(Problem.notFound()));
    }

    /** Writes past the message writers, which would gather frames or serialise an event once for each reader. */
    private static Mono<Void> write(ServerHttpResponse response, Flux<byte[]> frames) {
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8));
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().set("X-Accel-Buffering", "no");
        return response.writeAndFlushWith(
                frames.map(frame -> Mono.just(response.bufferFactory().wrap(frame))));
    }
}
