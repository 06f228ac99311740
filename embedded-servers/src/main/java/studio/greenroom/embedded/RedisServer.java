package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Redis 7.0.15 that appends every write to a file, reached through the loopback address with a password. */
public final class RedisServer extends ChildServer {

    static final String VERSION = "7.0.15";
    static final int PREFERRED_PORT = 16379;
    private static final String PROGRAM = "redis-server";

    RedisServer(Layout layout, Unprivileged user) {
        super(Server.REDIS, layout, user);
    }

    @Override
    void prepare(String password, Consumer<String> progress) throws IOException {
        Archive.copyProgram(Platform.current().redisProgram(), programFolder(), PROGRAM);
        user.own(layout.data(kind));
    }

    /** The configuration goes through a file, as everybody on the machine can read a command line. */
    @Override
    List<String> command(int port) throws IOException {
        Path configuration = layout.data(kind).resolve("redis.conf");
        Secret.writeOwnerOnly(configuration, configuration(port));
        user.give(configuration);
        return List.of(program().toString(), configuration.toString());
    }

    @Override
    boolean answers(int port) {
        return RedisPing.answered(port, password());
    }

    @Override
    Path program() {
        return programFolder().resolve(PROGRAM);
    }

    private Path programFolder() {
        return layout.programs().resolve("redis-" + VERSION);
    }

    @Override
    Path pidFile() {
        return layout.data(kind).resolve("redis.pid");
    }

    @Override
    String stopSignal() {
        return "TERM";
    }

    private String configuration(int port) {
        return """
                bind %s
                port %s
                requirepass %s
                dir %s
                pidfile %s
                logfile %s
                daemonize no
                set-proc-title no
                databases 1
                save ""
                appendonly yes
                appendfsync everysec
                aof-load-truncated yes
                auto-aof-rewrite-min-size 16mb
                maxmemory 256mb
                maxmemory-policy volatile-lru
                """.formatted(
                        Ports.HOST,
                        port,
                        password(),
                        quoted(layout.data(kind)),
                        quoted(pidFile()),
                        quoted(layout.log(kind).resolve("redis.log")));
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
