package studio.greenroom.kernel.blob;

/** Where images lie: addressed by owner and content, written before the event that names them. Calls block. */
public interface BlobStore {

    /**
     * Keeps the bytes durably and answers their address. Putting the same bytes again is harmless.
     *
     * @return SHA-256 of the bytes, 64 hexadecimal digits
     */
    String put(String owner, byte[] bytes);

    /**
     * Keeps the small copy of a blob that is there. Putting it again is harmless.
     *
     * @param sha256 the blob's address
     */
    void putThumbnail(String owner, String sha256, byte[] bytes);
}
