package studio.greenroom.kernel.process;

import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What a start waits for, told to whoever shows starts: a person before a terminal, or the one who started the process. */
public final class Waiting {

    private static volatile Consumer<String> told = server -> {};

    private Waiting() {}

    /** @param newTold given a server's name and address each time that it is waited for */
    public static void tell(Consumer<String> newTold) {
        told = newTold;
    }

    /** To be said again from time to time. */
    public static void on(String server) {
        LoggerFactory.getLogger(Waiting.class).warn("Greenroom waits for {}", server);
        told.accept(server);
    }
}
