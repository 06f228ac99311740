package studio.greenroom.saga.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.id.Ids;

/** Blobs in memory. */
public final class KeptBlobs implements BlobStore {

    /** By address. */
    public final Map<String, byte[]> pictures = new ConcurrentHashMap<>();

    /** By the address of what they show. */
    public final Map<String, byte[]> thumbnails = new ConcurrentHashMap<>();

    @Override
    public String put(String owner, byte[] bytes) {
        String address = Ids.derived("sha", owner, Integer.toString(Arrays.hashCode(bytes)));
        pictures.put(address, bytes);
        return address;
    }

    @Override
    public void putThumbnail(String owner, String sha256, byte[] bytes) {
        thumbnails.put(sha256, bytes);
    }
}
