package studio.greenroom.query.console;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.hash.Sha256;

/** A file of the console in memory. Its ETag is its content, since every build gives files the same date. */
record ConsoleFile(byte[] bytes, MediaType type, String etag) {

    static ConsoleFile of(byte[] bytes, MediaType type) {
        return new ConsoleFile(bytes, type, '"' + Sha256.hex(bytes).substring(0, 32) + '"');
    }

    /** Files keep their address when they change, so a browser asks anew whether they have. */
    Mono<ServerResponse> answer(ServerRequest request) {
        return request.checkNotModified(etag)
                .switchIfEmpty(Mono.defer(() -> ServerResponse.ok()
                        .contentType(type)
                        .eTag(etag)
                        .cacheControl(CacheControl.noCache())
                        .bodyValue(bytes)));
    }
}
