package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class Folders {

    private Folders() {}

    /** A temporary folder is its maker's alone; root's servers run as another user, who has to get through. */
    static Path reachable(Path temporary) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        return temporary.resolve("data");
    }
}
