package studio.greenroom.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** PostgreSQL's programs and the files of its cluster, made by {@code initdb} on the first start. */
final class PostgresCluster {

    private static final String MAJOR_VERSION = "18";
    private static final long INITDB_SECONDS = 120;

    private final Path programs;
    private final Path home;
    private final Unprivileged user;

    PostgresCluster(Path programs, Path home, Unprivileged user) {
        this.programs = programs;
        this.home = home;
        this.user = user;
    }

    /** The cluster's own folder; named by the major version, whose file formats no other reads. */
    Path folder() {
        return home.resolve(MAJOR_VERSION);
    }

    Path program(String name) {
        return programs.resolve("bin").resolve(name);
    }

    void prepare(String superuser, String password, Path log, Consumer<String> progress) throws IOException {
        if (!Files.isDirectory(programs)) {
            progress.accept("unpacking");
            Archive.unpack(Platform.current().postgresArchive(), programs);
        }
        user.own(home);
        if (!Files.isDirectory(folder())) {
            progress.accept("creating the database");
            initialize(superuser, password, log);
        }
    }

    // Into a folder beside, then renamed: an initdb that was cut short is simply done again.
    private void initialize(String superuser, String password, Path log) throws IOException {
        Path fresh = home.resolve(MAJOR_VERSION + ".new");
        Archive.deleteTree(fresh);
        Path passwordFile = home.resolve("initdb-password");
        Secret.writeOwnerOnly(passwordFile, password + "\n");
        user.give(passwordFile);
        try {
            // The built-in locale sorts alike on every machine and needs nothing from the system.
            run(
                    List.of(
                            program("initdb").toString(),
                            "-D",
                            fresh.toString(),
                            "-U",
                            superuser,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--no-instructions",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8"),
                    log);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(user.command(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.resolve("initdb.log").toFile()));
        builder.environment().put("LC_ALL", "C");
        Instant begin = Instant.now();
        Process process = builder.start();
        try {
            if (!process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartFailure(
                        "PostgreSQL's initdb took longer than %s s. Its log is in %s.".formatted(INITDB_SECONDS, log));
            }
            if (process.exitValue() != 0) {
                throw new StartFailure(
                        "PostgreSQL's initdb failed (%s). Its log is in %s.".formatted(LastWords.in(log, begin), log));
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailure("The start of PostgreSQL was interrupted.", stop);
        }
    }
}
