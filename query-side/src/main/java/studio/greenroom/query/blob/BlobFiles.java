package studio.greenroom.query.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.blob.BlobPath;
import studio.greenroom.kernel.hash.Sha256;
import studio.greenroom.kernel.settings.DataSettings;

/** Finds the blobs of an owner. */
@Component
class BlobFiles {

    private static final Pattern OWNER = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final int CHUNK = 64 * 1024;

    private final Path folder;

    BlobFiles(DataSettings settings) {
        this.folder = BlobPath.folder(settings.data());
    }

    /** A blob that can be sent; its bytes are read only when they are asked for. */
    record Blob(long size, MediaType type, Flux<DataBuffer> bytes) {}

    /** Empty when the owner has no such blob. Touches the disk on threads that may wait. */
    Mono<Blob> find(String owner, String sha256) {
        return isAddress(owner, sha256) ? read(BlobPath.of(folder, owner, sha256)) : Mono.empty();
    }

    /** Its small copy; empty also for a picture that has none. */
    Mono<Blob> thumbnail(String owner, String sha256) {
        return isAddress(owner, sha256) ? read(BlobPath.thumbnail(folder, owner, sha256)) : Mono.empty();
    }

    private static boolean isAddress(String owner, String sha256) {
        return Sha256.isHex(sha256) && OWNER.matcher(owner).matches();
    }

    private static Mono<Blob> read(Path file) {
        return Mono.fromCallable(() -> blob(file))
                .onErrorResume(NoSuchFileException.class, absent -> Mono.empty())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Blob blob(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MediaType type = MagicBytes.type(in.readNBytes(MagicBytes.NEEDED));
            Flux<DataBuffer> bytes = DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, CHUNK)
                    .subscribeOn(Schedulers.boundedElastic());
            return new Blob(Files.size(file), type, bytes);
        }
    }
}
