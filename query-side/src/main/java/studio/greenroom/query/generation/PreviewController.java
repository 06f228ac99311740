package studio.greenroom.query.generation;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.signal.Signals;

/** What a variant's picture looks like while it is made; without Redis there is none to show. */
@RestController
class PreviewController {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Generations generations;
    private final Signals signals;

    PreviewController(Generations generations, Signals signals) {
        this.generations = generations;
        this.signals = signals;
    }

    @GetMapping("/api/generations/{id}/previews/{variant}")
    Mono<ResponseEntity<byte[]>> newest(Identity who, @PathVariable String id, @PathVariable int variant) {
        return generations
                .find(who.owner(), id, false)
                .flatMap(generation ->
                        signals.lastPreview(id, variant).timeout(PATIENCE).onErrorComplete())
                .map(jpeg -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header("X-Content-Type-Options", "nosniff")
                        .contentType(MediaType.IMAGE_JPEG)
                        .body(jpeg))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }
}
