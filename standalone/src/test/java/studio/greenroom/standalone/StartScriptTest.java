package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code greenroom}, with a Java and a Maven that only note how they are called. */
class StartScriptTest {

    private record Ended(int exitCode, String out, String err) {}

    @TempDir
    private Path folder;

    private Path home;
    private Path user;
    private Path tools;

    @BeforeEach
    void given_sources_in_a_folder_with_a_space_in_its_name() throws IOException {
        home = Files.createDirectories(folder.resolve("my studio"));
        user = Files.createDirectories(folder.resolve("somewhere else"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("..", "greenroom"), home.resolve("greenroom"));
        Files.setPosixFilePermissions(home.resolve("greenroom"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("standalone/src/main"));
        java(
                "17",
                "case $1 in -Djarmode=*) exit;; esac; printf 'java:'; printf ' [%s]' \"$@\"; echo; pwd; echo \"built ${GREENROOM_BUILT:-not}\"");
        maven(
                "3.8.7",
                "echo built >> \"$OLDPWD/builds\"; mkdir -p standalone/target; touch standalone/target/greenroom.jar");
    }

    @Test
    void builds_once_and_then_only_when_a_source_is_newer() throws Exception {
        assertThat(run().out()).containsPattern("built \\d");
        assertThat(run().out()).contains("built not");

        Files.writeString(home.resolve("standalone/src/main/New.java"), "class New { }");
        Files.setLastModifiedTime(
                home.resolve("standalone/src/main/New.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(run().out()).containsPattern("built \\d");
        assertThat(user.resolve("builds")).hasContent("built\nbuilt");
    }

    @Test
    void what_Maven_has_built_by_itself_is_not_built_again_until_a_source_is_newer() throws Exception {
        for (String built : List.of(
                "shared-kernel/target/greenroom-shared-kernel-0.1.0-SNAPSHOT.jar",
                "front/target/greenroom-front.jar",
                "standalone/target/greenroom.jar")) {
            Path jar = home.resolve(built);
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
            Files.setLastModifiedTime(
                    jar, FileTime.from(Instant.now().plusSeconds(built.startsWith("standalone") ? 20 : 10)));
        }
        assertThat(run().out()).contains("built not");

        Files.writeString(home.resolve("standalone/src/main/New.java"), "class New { }");
        Files.setLastModifiedTime(
                home.resolve("standalone/src/main/New.java"),
                FileTime.from(Instant.now().plusSeconds(15)));

        assertThat(run().out()).containsPattern("built \\d");
    }

    @Test
    void starts_from_any_folder_and_through_a_link_and_hands_over_every_word() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my studio/greenroom"));

        Ended ended = run(link, "demo", "--data", "a b");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .contains(
                        "[-jar] [" + home.toRealPath() + "/standalone/target/greenroom.jar]" + " [demo] [--data] [a b]")
                .contains(user.toRealPath().toString());
        assertThat(user.resolve("a b/log/build.log")).exists();
    }

    @Test
    void a_build_that_fails_names_what_failed_and_its_log() throws Exception {
        maven("3.9.9", "echo '[ERROR] COMPILATION ERROR :'; echo '[ERROR] A.java:[3,1] no such symbol'; exit 1");

        Ended ended = run();

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("A.java:[3,1] no such symbol", "The build failed. Its log is in ./data/log/build.log.");
        assertThat(ended.out()).isEmpty();
        assertThat(run().exitCode()).isEqualTo(1);
    }

    @Test
    void an_old_java_is_refused_in_one_line() throws Exception {
        for (String old : List.of("11", "1.8")) {
            java(old, "echo started");

            Ended ended = run();

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err())
                    .isEqualTo(
                            "Greenroom needs Java 17 or newer, and this is Java %s. Set JAVA_HOME to a newer JDK.\n",
                            old.replace("1.8", "8"));
            assertThat(ended.out()).isEmpty();
        }
    }

    @Test
    void an_old_maven_is_refused_in_one_line_and_only_where_it_is_needed() throws Exception {
        maven("3.6.3", "exit 0");
        assertThat(run().err())
                .isEqualTo(
                        "Greenroom has to be built and needs Maven 3.8 or newer, and this is Maven 3.6. Install a newer one.\n");

        maven("4.0.0", "mkdir -p standalone/target; touch standalone/target/greenroom.jar");
        assertThat(run().exitCode()).isZero();

        maven("3.6.3", "exit 0");
        assertThat(run().exitCode()).isZero();
    }

    @Test
    void the_exit_code_is_that_of_Greenroom() throws Exception {
        java("21", "case $1 in -Djarmode=*) exit;; esac; exit 7");

        assertThat(run().exitCode()).isEqualTo(7);
    }

    private Ended run(String... arguments) throws Exception {
        return run(home.resolve("greenroom"), arguments);
    }

    private Ended run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(user.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }

    private void java(String version, String run) throws IOException {
        tool(
                "java",
                "case $1 in -XshowSettings*) echo '    java.specification.version = " + version + "' >&2; exit;; esac\n"
                        + run);
    }

    private void maven(String version, String run) throws IOException {
        tool("mvn", "[ \"$1\" = -v ] && { echo 'Apache Maven " + version + " (1)'; exit; }\n" + run);
    }

    private void tool(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
