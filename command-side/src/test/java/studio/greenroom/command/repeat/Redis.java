package studio.greenroom.command.repeat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.util.FileSystemUtils;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.fault.BreakableProxy;

/** A real Redis for this module's tests, started once, each time reached by a way that can be broken. */
public final class Redis implements AutoCloseable {

    private static final EmbeddedServers SERVERS = start();

    private final BreakableProxy proxy;
    private final LettuceConnectionFactory connections;
    private final ReactiveStringRedisTemplate template;

    public Redis() {
        try {
            proxy = new BreakableProxy(SERVERS.redis().host(), SERVERS.redis().port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", proxy.port());
        server.setPassword(SERVERS.redis().password());
        connections = new LettuceConnectionFactory(server);
        connections.afterPropertiesSet();
        connections.start();
        template = new ReactiveStringRedisTemplate(connections);
    }

    private static EmbeddedServers start() {
        try {
            Path folder = Files.createTempDirectory("greenroom-test");
            EmbeddedServers servers = EmbeddedServers.start(folder, Set.of(Server.REDIS), Listener.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                servers.close();
                FileSystemUtils.deleteRecursively(folder.toFile());
            }));
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReactiveStringRedisTemplate template() {
        return template;
    }

    BreakableProxy proxy() {
        return proxy;
    }

    /** As a process would have it. */
    public RepeatCache cache() {
        return new RepeatCache(template);
    }

    @Override
    public void close() throws IOException {
        connections.destroy();
        proxy.close();
    }
}
