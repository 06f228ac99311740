package studio.greenroom.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds everything the servers keep, held by one process at a time.
 * The operating system lets go of the lock when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {

    /** Below this much free space, in bytes, nothing is started: 512 MiB. */
    public static final long LEAST_FREE_BYTES = 512L << 20;

    static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    // POSIX drops a process's lock on a file when it closes any descriptor of it, so a second opening
    // within this process has to be refused before it touches the lock file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder if it is missing, checks it, and locks it.
     *
     * @throws StartFailure if it cannot be made or written, has too little free space, or is in use
     */
    public static DataFolder open(Path folder) {
        return open(folder, LEAST_FREE_BYTES);
    }

    static DataFolder open(Path folder, long leastFreeBytes) {
        Path path = create(folder);
        requireSpace(folder, leastFreeBytes);
        if (!HELD_HERE.add(path)) {
            throw inUse(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            return new DataFolder(path, lock(folder, path.resolve("lock")));
        } catch (RuntimeException problem) {
            HELD_HERE.remove(path);
            throw problem;
        }
    }

    /** The folder's absolute path, symbolic links resolved. */
    public Path path() {
        return path;
    }

    Layout layout() {
        return new Layout(path);
    }

    /** Lets go of the lock; another process may open the folder at once. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ignored) {
            // The lock goes with the process at the latest.
        } finally {
            HELD_HERE.remove(path);
        }
    }

    private static Path create(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(folder, OWNER_ONLY);
                letThrough(folder);
            }
            Path path = folder.toRealPath();
            Files.delete(Files.createTempFile(path, "probe", null));
            Path logs = new Layout(path).logs();
            if (!Files.isDirectory(logs)) {
                Files.createDirectory(logs, OWNER_ONLY);
                letThrough(logs);
            }
            return path;
        } catch (IOException problem) {
            throw new StartFailure(
                    "The folder %s cannot be written to (%s). Make it writable, or choose another with --data DIR."
                            .formatted(folder, Reasons.of(problem)),
                    problem);
        }
    }

    /** Root's servers run as another user, who has to get through; what lies within has narrower rights of its own. */
    private static void letThrough(Path folder) throws IOException {
        if (Unprivileged.isRoot()) {
            Files.setPosixFilePermissions(folder, PASSABLE);
        }
    }

    private static void requireSpace(Path folder, long leastFreeBytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < leastFreeBytes) {
                throw new StartFailure(
                        "The folder %s has %s MB of free space and Greenroom needs %s MB. Free some, or choose another with --data DIR."
                                .formatted(folder, free >> 20, leastFreeBytes >> 20));
            }
        } catch (IOException ignored) {
            // A file system that cannot tell its free space is no reason to refuse it.
        }
    }

    private static FileChannel lock(Path folder, Path file) {
        try {
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            if (channel.tryLock() == null) {
                String holder = readPid(channel);
                channel.close();
                throw inUse(folder, holder);
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            return channel;
        } catch (IOException problem) {
            throw new StartFailure(
                    "The folder %s cannot be locked (%s). Choose one on a local disk with --data DIR."
                            .formatted(folder, Reasons.of(problem)),
                    problem);
        }
    }

    private static String readPid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = US_ASCII.decode(text.flip()).toString().strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static StartFailure inUse(Path folder, String pid) {
        return new StartFailure(
                "The folder %s is in use by another Greenroom (pid %s). Stop it, or choose another with --data DIR."
                        .formatted(folder, pid));
    }
}
