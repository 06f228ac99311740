package studio.greenroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temporary;

    @Test
    void aFolderInUseByAnotherProcessIsRefusedInOneLineThatNamesItsPid() throws Exception {
        Path folder = Folders.reachable(temporary);
        try (ChildJvm other = ChildJvm.starting(folder, Server.REDIS)) {
            assertThatThrownBy(() -> EmbeddedServers.start(folder, Listener.silent()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage(
                            "The folder %s is in use by another Greenroom (pid %d). Stop it, or choose another with --data DIR.",
                            folder, other.pid());
        }
    }

    @Test
    void aRefusedSecondOpeningWithinTheProcessDoesNotLoosenTheLock() throws Exception {
        Path folder = temporary.resolve("data");
        try (DataFolder held = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use");
            try (ChildJvm other = ChildJvm.starting(folder, Server.REDIS)) {
                assertThat(other.said("failure")).singleElement().asString().contains("in use by another Greenroom");
            }
            assertThat(held.path()).isEqualTo(folder.toRealPath());
        }
        DataFolder.open(folder).close();
    }

    @Test
    void aPathBelowARegularFileIsRefusedInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot be written to")
                .hasMessageContaining("--data DIR")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aFolderWithoutTheRightToWriteIsRefusedInOneLine() throws IOException {
        Assumptions.assumeFalse(Unprivileged.isRoot(), "root may write anywhere");
        Path folder = Files.createDirectory(
                temporary.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void tooLittleSpaceIsRefusedWithBothFigures() {
        assertThatThrownBy(() -> DataFolder.open(temporary.resolve("data"), Long.MAX_VALUE))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("MB of free space")
                .hasMessageContaining("Greenroom needs 8796093022207 MB");
    }

    @Test
    void aFailedStartLetsGoOfTheFolder() throws IOException {
        Path folder = Folders.reachable(temporary);
        Files.createDirectories(folder);
        Files.createFile(folder.resolve("redis"));
        assertThatThrownBy(() -> EmbeddedServers.start(folder, Set.of(Server.REDIS), Listener.silent()))
                .isInstanceOf(StartFailure.class);
        DataFolder.open(folder).close();
    }
}
