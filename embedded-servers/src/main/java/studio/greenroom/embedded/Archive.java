package studio.greenroom.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Programs that travel inside jars, put where they can run. A folder appears whole or not at all. */
final class Archive {

    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> TO_READ = PosixFilePermissions.fromString("rw-r--r--");

    private Archive() {}

    /** Unpacks a {@code .txz} resource into the folder, unless that exists. */
    static void unpack(String resource, Path folder) throws IOException {
        fill(folder, resource, (stream, fresh) -> {
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new BufferedInputStream(new XZCompressorInputStream(stream), 1 << 16))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(entry, tar, fresh);
                }
            }
        });
    }

    /** Copies a resource that is one executable file into the folder under this name, unless the folder exists. */
    static void copyProgram(String resource, Path folder, String name) throws IOException {
        fill(folder, resource, (stream, fresh) -> {
            Files.copy(stream, fresh.resolve(name));
            Files.setPosixFilePermissions(fresh.resolve(name), FOR_ALL);
        });
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private interface Filler {
        void fill(InputStream from, Path fresh) throws IOException;
    }

    private static void fill(Path folder, String resource, Filler filler) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        deleteTree(fresh);
        makeFolders(fresh);
        try (InputStream stream = Archive.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new StartFailure(
                        "This build of Greenroom carries no servers for %s; build it again on this machine."
                                .formatted(Platform.current()));
            }
            filler.fill(stream, fresh);
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the folders that are missing, open to all whatever the umask says: another user runs what is in them. */
    private static void makeFolders(@Nullable Path folder) throws IOException {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolders(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException madeByAnother) {
            // Two servers unpack side by side below the same folder.
            return;
        }
        Files.setPosixFilePermissions(folder, FOR_ALL);
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive names a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            makeFolders(target);
            return;
        }
        makeFolders(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & 0100) == 0 ? TO_READ : FOR_ALL);
        }
    }
}
