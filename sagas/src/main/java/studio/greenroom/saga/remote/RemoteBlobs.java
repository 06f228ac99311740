package studio.greenroom.saga.remote;

import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.internal.InternalClient;

/** Puts blobs through command-side in another process, which owns their rows. */
@Component
@ConditionalOnProperty("greenroom.internal.command-side")
class RemoteBlobs implements BlobStore {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InternalClient commandSide;

    RemoteBlobs(InternalClient commandSide) {
        this.commandSide = commandSide;
    }

    @Override
    public String put(String owner, byte[] bytes) {
        return post("blobs/" + owner, bytes);
    }

    @Override
    public void putThumbnail(String owner, String sha256, byte[] bytes) {
        String unused = post("blobs/" + owner + "/" + sha256 + "/thumbnail", bytes);
    }

    private String post(String path, byte[] bytes) {
        return commandSide
                .post(path, MediaType.APPLICATION_OCTET_STREAM, bytes)
                .map(answer -> answer.path("sha256").asString())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
