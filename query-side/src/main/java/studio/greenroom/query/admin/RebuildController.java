package studio.greenroom.query.admin;

import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.query.projection.Rebuild;
import studio.greenroom.query.projection.RebuildOrders;

/** Rebuilds of read models over HTTP. A projection's last rebuild has one address, as JSON and as a stream. */
@RestController
class RebuildController {

    private final RebuildOrders orders;
    private final RebuildStream stream;
    private final KeptAnswers answers;

    RebuildController(RebuildOrders orders, RebuildStream stream, KeptAnswers answers) {
        this.orders = orders;
        this.stream = stream;
        this.answers = answers;
    }

    @PostMapping("/api/admin/projections/{name}/rebuild")
    Mono<ResponseEntity<Rebuild>> start(Identity who, ServerHttpRequest request, @PathVariable String name) {
        return ordered(who, request, name, orders.start(name))
                .map(rebuild -> ResponseEntity.accepted()
                        .location(URI.create("/api/admin/projections/" + name + "/rebuild"))
                        .body(rebuild));
    }

    @PostMapping("/api/admin/projections/{name}/pause")
    Mono<Rebuild> pause(Identity who, ServerHttpRequest request, @PathVariable String name) {
        return ordered(who, request, name, orders.pause(name));
    }

    @PostMapping("/api/admin/projections/{name}/resume")
    Mono<Rebuild> resume(Identity who, ServerHttpRequest request, @PathVariable String name) {
        return ordered(who, request, name, orders.resume(name));
    }

    @DeleteMapping("/api/admin/projections/{name}/rebuild")
    Mono<ResponseEntity<Void>> cancel(Identity who, ServerHttpRequest request, @PathVariable String name) {
        return ordered(who, request, name, orders.cancel(name))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** Under the same key the order is given once; what is answered is how the rebuild stands now. */
    private Mono<Rebuild> ordered(Identity who, ServerHttpRequest request, String name, Mono<Rebuild> order) {
        IdempotencyKey key = IdempotencyKey.withoutBody(request);
        return AdminController.administrator(who)
                .then(Mono.defer(
                        () -> answers.once(who.owner(), key, order.map(rebuild -> Long.parseLong(rebuild.id())))))
                .flatMap(id -> orders.last(name));
    }

    @GetMapping("/api/admin/projections/{name}/rebuild")
    Mono<Rebuild> last(Identity who, @PathVariable String name) {
        return AdminController.administrator(who).then(Mono.defer(() -> orders.last(name)));
    }

    @GetMapping(path = "/api/admin/projections/{name}/rebuild", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<Rebuild>>>> watch(Identity who, @PathVariable String name) {
        return AdminController.administrator(who)
                .then(Mono.defer(() -> orders.last(name)))
                .map(first -> ResponseEntity.ok()
                        .header("Cache-Control", "no-store")
                        .header("X-Accel-Buffering", "no")
                        .body(stream.of(name)));
    }
}
