package studio.greenroom.query.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A file of the console in memory. Its ETag is its content, since every build gives files the same date. */
record ConsoleFile(byte[] bytes, MediaType type, String etag, CacheControl caching) {

    static ConsoleFile read(Resource resource, CacheControl caching) {
        try (InputStream in = resource.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            MediaType type = MediaTypeFactory.getMediaType(resource).orElse(MediaType.APPLICATION_OCTET_STREAM);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ConsoleFile(bytes, type, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"', caching);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    Mono<ServerResponse> answer(ServerRequest request) {
        return request.checkNotModified(etag)
                .switchIfEmpty(Mono.defer(() -> ServerResponse.ok()
                        .contentType(type)
                        .eTag(etag)
                        .cacheControl(caching)
                        .bodyValue(bytes)));
    }
}
