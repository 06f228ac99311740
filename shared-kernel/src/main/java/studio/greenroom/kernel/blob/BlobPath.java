package studio.greenroom.kernel.blob;

import java.nio.file.Path;

/** Where a blob's file lies below the data folder: by owner, so that one person's address finds nothing of another's. */
public final class BlobPath {

    private BlobPath() {}

    public static Path folder(Path data) {
        return data.resolve("blobs");
    }

    /** @param sha256 64 hexadecimal digits; the caller has checked it */
    public static Path of(Path folder, String owner, String sha256) {
        return folder.resolve(owner).resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Where the small copy of that blob lies: beside it, so that they go together. */
    public static Path thumbnail(Path folder, String owner, String sha256) {
        return of(folder, owner, sha256).resolveSibling(sha256 + "-300");
    }
}
