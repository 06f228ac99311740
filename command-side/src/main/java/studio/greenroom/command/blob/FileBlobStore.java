package studio.greenroom.command.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.kernel.blob.BlobPath;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.hash.Sha256;
import studio.greenroom.kernel.settings.DataSettings;

/** Blobs as files, whole or absent: written beside, forced to the disk, then renamed. Every put touches a row. */
@Component
class FileBlobStore implements BlobStore {

    private final Path folder;
    private final JdbcClient sql;
    private final Clock clock;

    FileBlobStore(DataSettings settings, CommandDatabase database, Clock clock) {
        this.folder = BlobPath.folder(settings.data());
        this.sql = database.client();
        this.clock = clock;
    }

    @Override
    public String put(String owner, byte[] bytes) {
        String sha256 = Sha256.hex(bytes);
        sql.sql("INSERT INTO blobs (owner, sha256, size, touched_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (owner, sha256) DO UPDATE SET touched_at = excluded.touched_at")
                .params(owner, sha256, bytes.length, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        write(BlobPath.of(folder, owner, sha256), bytes);
        return sha256;
    }

    @Override
    public void putThumbnail(String owner, String sha256, byte[] bytes) {
        write(BlobPath.thumbnail(folder, owner, sha256), bytes);
    }

    private void write(Path file, byte[] bytes) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Path beside = Files.createTempFile(file.getParent(), "put", ".tmp");
                try {
                    force(beside, bytes);
                    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(beside);
                }
                for (Path made = file.getParent(); made != null && made.startsWith(folder); made = made.getParent()) {
                    forceFolder(made);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A picture could not be written to " + folder, e);
        }
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** A rename or a new folder outlives a power cut only when the folder around it is forced too. */
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
