package studio.greenroom.embedded;

import java.nio.file.Path;
import java.util.Locale;

/** Where things lie in a data folder. */
record Layout(Path root) {

    /** Unpacked programs; can be deleted while nothing runs, and comes back. */
    Path programs() {
        return root.resolve("servers");
    }

    /** A server's own data. */
    Path data(Server server) {
        return root.resolve(name(server));
    }

    Path logs() {
        return root.resolve("log");
    }

    /** A server's log files. */
    Path log(Server server) {
        return logs().resolve(name(server));
    }

    Path password(Server server) {
        return root.resolve(name(server) + "-password");
    }

    private static String name(Server server) {
        return server.name().toLowerCase(Locale.ROOT);
    }
}
