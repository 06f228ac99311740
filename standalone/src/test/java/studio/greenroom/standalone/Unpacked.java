package studio.greenroom.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/** The servers' programs, unpacked by the first test that needs them: each data folder of its own would take seconds. */
public final class Unpacked {

    private static final Path PROGRAMS = programs();

    private Unpacked() {}

    private static Path programs() {
        try {
            Path folder = Files.createTempDirectory("greenroom-programs");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the data folder, which is made if it is missing */
    public static Path in(Path data) {
        try {
            if (!Files.isDirectory(data)) {
                Files.createDirectories(data);
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Path link = data.resolve("servers");
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, PROGRAMS);
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
