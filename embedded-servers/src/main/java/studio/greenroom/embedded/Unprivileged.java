package studio.greenroom.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The user that PostgreSQL and Redis run as. PostgreSQL refuses to run as root, so root hands them to another.
 *
 * @param prefix what goes before a command to run it as that user; empty for who runs Greenroom
 * @param owner  the numeric user that has to own the servers' folders
 */
record Unprivileged(List<String> prefix, int owner) {

    private static final int NOBODY = 65534;
    private static final int ROOT = 0;

    // The last runs in a user namespace of its own: still root for the file system, whose folders it
    // can enter even below root's home, yet not root in PostgreSQL's eyes.
    private static final List<Unprivileged> WAYS_DOWN = List.of(
            new Unprivileged(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY),
            new Unprivileged(List.of("runuser", "-u", "nobody", "--"), NOBODY),
            new Unprivileged(List.of("unshare", "-U"), ROOT));

    private static final String PROBE = "test \"$(id -u)\" -ne 0 && cd \"$1\" && : > probe && rm probe";

    /** Who runs Greenroom. */
    static Unprivileged self() {
        return new Unprivileged(List.of(), (int) new UnixSystem().getUid());
    }

    static boolean isRoot() {
        return new UnixSystem().getUid() == ROOT;
    }

    /**
     * The way down from root that reaches this folder, or no way at all for an ordinary user.
     *
     * @throws StartFailure if root has no way down that reaches the folder
     */
    static Unprivileged reaching(Path folder) {
        if (!isRoot()) {
            return self();
        }
        for (Unprivileged way : WAYS_DOWN) {
            if (way.reaches(folder)) {
                return way;
            }
        }
        throw new StartFailure(
                "PostgreSQL does not run as root, and an unprivileged user cannot write to %s. Start Greenroom as an ordinary user, or choose a folder that everybody may enter with --data DIR."
                        .formatted(folder));
    }

    /** A command that runs as this user. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Creates the folder if need be, for this user alone, and gives it what lies in it. */
    void own(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, DataFolder.OWNER_ONLY);
        }
        if (ownerOf(folder) != owner) {
            // The folder itself comes last: a hand-over that was cut short is then done again.
            List<Path> inside;
            try (Stream<Path> all = Files.walk(folder)) {
                inside = all.sorted((a, b) -> b.getNameCount() - a.getNameCount())
                        .toList();
            }
            for (Path path : inside) {
                give(path);
            }
        }
    }

    void give(Path path) throws IOException {
        if (ownerOf(path) != owner) {
            Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private boolean reaches(Path folder) {
        try {
            own(folder);
            Process process = new ProcessBuilder(command(List.of("sh", "-c", PROBE, "probe", folder.toString())))
                    .directory(Path.of("/").toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int ownerOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
