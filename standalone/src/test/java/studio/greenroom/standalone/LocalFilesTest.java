package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.kernel.id.Ids;

class LocalFilesTest {

    @TempDir
    private Path data;

    @Test
    void the_token_has_256_bits_and_only_its_owner_may_read_it() throws IOException {
        LocalFiles local = LocalFiles.in(data);

        assertThat(local.token()).matches("[0-9a-f]{64}");
        assertThat(data.resolve("local-token")).hasContent(local.token());
        assertThat(rights("local-token")).isEqualTo("rw-------");
        assertThat(rights("local-owner")).isEqualTo("rw-------");
    }

    @Test
    void token_and_owner_are_made_once_and_the_code_each_time() {
        LocalFiles first = LocalFiles.in(data);
        LocalFiles second = LocalFiles.in(data);

        assertThat(second.token()).isEqualTo(first.token());
        assertThat(second.owner()).isEqualTo(first.owner());
        assertThat(Ids.isId(Ids.OWNER, first.owner())).isTrue();
        assertThat(second.code()).isNotEqualTo(first.code());
    }

    @Test
    void rights_that_are_too_wide_are_narrowed() throws IOException {
        LocalFiles.in(data);
        Files.setPosixFilePermissions(data.resolve("local-token"), PosixFilePermissions.fromString("rw-r--r--"));

        LocalFiles.in(data);

        assertThat(rights("local-token")).isEqualTo("rw-------");
    }

    @Test
    void a_start_that_was_cut_short_leaves_no_half_token() throws IOException {
        Files.writeString(data.resolve("local-token.new"), "half");

        assertThat(LocalFiles.in(data).token()).hasSize(64);
    }

    @Test
    void a_file_that_holds_something_else_is_refused_with_what_to_do() throws IOException {
        LocalFiles.in(data);
        Files.writeString(data.resolve("local-owner"), "nobody\n");
        assertThatThrownBy(() -> LocalFiles.in(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("local-owner does not hold an owner's id. Bring it back from a copy.");

        Files.writeString(data.resolve("local-token"), "secret\n");
        assertThatThrownBy(() -> LocalFiles.in(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("local-token is too short for a secret. Delete it and start again.");
    }

    @Test
    void secrets_are_not_printed() {
        LocalFiles local = LocalFiles.in(data);

        assertThat(local.toString()).doesNotContain(local.token()).doesNotContain(local.code());
    }

    private String rights(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }
}
