package studio.greenroom.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.greenroom.standalone.terminal.Screen;

/** Remembers what it was asked to run, and runs nothing. */
final class RecordedSession extends Session {

    @Nullable
    Path data;

    Map<String, String> settings = Map.of();
    int port = -1;
    int replicas = -1;

    RecordedSession(Screen screen) {
        super(screen.terminal());
    }

    @Override
    public int run(Options options, int usualPort, int replicas, Work work) {
        this.replicas = replicas;
        data = options.data();
        settings = options.settings();
        port = options.portOr(usualPort);
        return 0;
    }
}
