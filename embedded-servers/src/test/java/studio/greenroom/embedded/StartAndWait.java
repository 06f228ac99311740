package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of its own, for tests that kill it: starts servers, says where they are, stops at the end of its input. */
final class StartAndWait {

    private StartAndWait() {}

    /** Arguments: the data folder, then the names of the servers; none means all. */
    public static void main(String[] arguments) throws IOException {
        Set<Server> which = arguments.length == 1
                ? EnumSet.allOf(Server.class)
                : Stream.of(arguments).skip(1).map(Server::valueOf).collect(Collectors.toSet());
        try (EmbeddedServers servers = EmbeddedServers.start(Path.of(arguments[0]), which, new Printing())) {
            servers.properties().forEach((key, value) -> System.out.println(key + "=" + value));
            if (which.contains(Server.POSTGRESQL)) {
                System.out.println("pid=" + servers.postgres().pid());
            }
            if (which.contains(Server.REDIS)) {
                System.out.println("pid=" + servers.redis().pid());
            }
            System.out.println("started");
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (StartFailure failure) {
            System.out.println("failure=" + failure.getMessage());
        }
    }

    private record Printing() implements Listener {
        @Override
        public void starting(Server server) {}

        @Override
        public void progress(Server server, String what) {
            System.err.println(server.title() + ": " + what);
        }

        @Override
        public void ready(Server server, String address, Duration took) {
            System.err.println(server.title() + ": ready at " + address + " after " + took.toMillis() + " ms");
        }

        @Override
        public void failed(Server server, String why) {
            System.err.println(server.title() + ": " + why);
        }
    }
}
