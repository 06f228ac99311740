package studio.greenroom.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import studio.greenroom.standalone.terminal.Screen;

/** Remembers what it was asked to run, and runs nothing. */
final class RecordedSession extends Session {

    @Nullable
    Path data;

    int port = -1;
    int replicas = -1;

    RecordedSession(Screen screen) {
        super(screen.terminal());
    }

    @Override
    public int run(Options options, int usualPort, int replicas, Work work) {
        this.replicas = replicas;
        data = options.data();
        port = options.portOr(usualPort);
        return 0;
    }
}
