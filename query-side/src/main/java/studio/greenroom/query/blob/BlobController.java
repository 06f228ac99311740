package studio.greenroom.query.blob;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.blob.BlobFiles.Blob;

/** Pictures over HTTP. An address names its content, so it may be kept for ever by the one it belongs to. */
@RestController
class BlobController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
    private static final CacheControl FOR_A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePrivate();

    private final BlobFiles files;

    BlobController(BlobFiles files) {
        this.files = files;
    }

    @GetMapping("/api/blobs/{sha256}")
    Mono<ResponseEntity<Flux<DataBuffer>>> bytes(Identity who, @PathVariable String sha256) {
        return files.find(who.owner(), sha256)
                .map(blob -> answer(sha256, FOR_EVER, blob))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    /** A picture from before there were thumbnails is sent itself, and asked for again another day. */
    @GetMapping("/api/blobs/{sha256}/thumbnail")
    Mono<ResponseEntity<Flux<DataBuffer>>> thumbnail(Identity who, @PathVariable String sha256) {
        return files.thumbnail(who.owner(), sha256)
                .map(blob -> answer(sha256 + "-300", FOR_EVER, blob))
                .switchIfEmpty(files.find(who.owner(), sha256).map(blob -> answer(sha256, FOR_A_DAY, blob)))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private static ResponseEntity<Flux<DataBuffer>> answer(String etag, CacheControl cache, Blob blob) {
        boolean picture = !blob.type().equals(MediaType.APPLICATION_OCTET_STREAM);
        return ResponseEntity.ok()
                .eTag("\"" + etag + "\"")
                .cacheControl(cache)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Disposition", picture ? "inline" : "attachment")
                .contentType(blob.type())
                .contentLength(blob.size())
                .body(blob.bytes());
    }
}
