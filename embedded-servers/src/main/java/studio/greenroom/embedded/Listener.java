package studio.greenroom.embedded;

import java.time.Duration;

/**
 * Hears how the start of the servers goes. Servers start in parallel, so calls come from several threads,
 * for one server always in the order starting, any number of progress, then ready or failed.
 */
public interface Listener {

    void starting(Server server);

    /** @param what a few words in the present tense, such as {@code unpacking} */
    void progress(Server server, String what);

    /** @param address host and port, such as {@code 127.0.0.1:15432} */
    void ready(Server server, String address, Duration took);

    /** @param why one sentence that says what happened and what to do */
    void failed(Server server, String why);

    /** A listener that does nothing. */
    static Listener silent() {
        return new Listener() {
            @Override
            public void starting(Server server) {}

            @Override
            public void progress(Server server, String what) {}

            @Override
            public void ready(Server server, String address, Duration took) {}

            @Override
            public void failed(Server server, String why) {}
        };
    }
}
