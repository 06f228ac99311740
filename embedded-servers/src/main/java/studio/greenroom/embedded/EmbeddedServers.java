package studio.greenroom.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * PostgreSQL, Redis and Kafka on this machine, with everything they keep in one data folder. They listen on the
 * loopback address only, run as an unprivileged user where this JVM is root's, and end with this JVM.
 * Whoever starts them closes them: a JVM that ends without {@link #close()} stops PostgreSQL and Redis in order,
 * and leaves Kafka to recover at the next start, which then takes some seconds longer.
 */
public final class EmbeddedServers implements AutoCloseable {

    private final DataFolder folder;
    private final Set<Server> which;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final KafkaServer kafka;
    private final LogKeeper logs;
    private boolean closed;

    private EmbeddedServers(DataFolder folder, Set<Server> which, Unprivileged user) {
        Layout layout = folder.layout();
        this.folder = folder;
        this.which = which;
        this.postgres = new PostgresServer(layout, user);
        this.redis = new RedisServer(layout, user);
        this.kafka = new KafkaServer(layout);
        this.logs = new LogKeeper(layout);
    }

    /**
     * Starts all three in parallel and returns when each answers.
     *
     * @param dataFolder created if missing; used by one process at a time
     * @throws StartFailure if the folder cannot be used or a server does not start; nothing is left running then
     */
    public static EmbeddedServers start(Path dataFolder, Listener listener) {
        return start(dataFolder, EnumSet.allOf(Server.class), listener);
    }

    /**
     * Starts some of them in parallel and returns when each answers.
     *
     * @throws StartFailure if the folder cannot be used or a server does not start; nothing is left running then
     */
    public static EmbeddedServers start(Path dataFolder, Set<Server> which, Listener listener) {
        DataFolder folder = DataFolder.open(dataFolder);
        EmbeddedServers servers;
        try {
            boolean children = which.contains(Server.POSTGRESQL) || which.contains(Server.REDIS);
            Unprivileged user =
                    children ? Unprivileged.reaching(folder.layout().data(Server.POSTGRESQL)) : Unprivileged.self();
            servers = new EmbeddedServers(folder, Set.copyOf(which), user);
        } catch (RuntimeException problem) {
            folder.close();
            throw problem;
        }
        try {
            servers.startAll(listener);
            return servers;
        } catch (RuntimeException problem) {
            servers.close();
            throw problem;
        }
    }

    /** @throws IllegalStateException if PostgreSQL was not asked for */
    public PostgresServer postgres() {
        return asked(Server.POSTGRESQL, postgres);
    }

    /** @throws IllegalStateException if Redis was not asked for */
    public RedisServer redis() {
        return asked(Server.REDIS, redis);
    }

    /** @throws IllegalStateException if Kafka was not asked for */
    public KafkaServer kafka() {
        return asked(Server.KAFKA, kafka);
    }

    /** Where the servers that were asked for are and how to get in, in the application's configuration keys. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (which.contains(Server.POSTGRESQL)) {
            properties.put("greenroom.postgres.host", postgres.host());
            properties.put("greenroom.postgres.port", String.valueOf(postgres.port()));
            properties.put("greenroom.postgres.database", postgres.database());
            properties.put("greenroom.postgres.user", postgres.user());
            properties.put("greenroom.postgres.password", postgres.password());
        }
        if (which.contains(Server.REDIS)) {
            properties.put("greenroom.redis.host", redis.host());
            properties.put("greenroom.redis.port", String.valueOf(redis.port()));
            properties.put("greenroom.redis.password", redis.password());
        }
        if (which.contains(Server.KAFKA)) {
            properties.put("greenroom.kafka.bootstrap-servers", kafka.address());
        }
        return properties;
    }

    /** Stops Kafka, then Redis, then PostgreSQL, within about 45 s at the very worst, and lets go of the folder. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder;
                logs) {
            try {
                kafka.stop();
            } finally {
                try {
                    redis.stop();
                } finally {
                    postgres.stop();
                }
            }
        }
    }

    private void startAll(Listener listener) {
        Map<Server, CompletableFuture<Void>> starts = new EnumMap<>(Server.class);
        for (Server server : which) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            starts.put(server, done);
            Thread thread = new Thread(() -> startOne(server, listener, done), "start-" + server.title());
            thread.setDaemon(true);
            thread.start();
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(starts.values().toArray(CompletableFuture[]::new));
        try {
            all.join();
        } catch (CompletionException problem) {
            throw (StartFailure) problem.getCause();
        }
    }

    private void startOne(Server server, Listener listener, CompletableFuture<Void> done) {
        long begin = System.nanoTime();
        listener.starting(server);
        Consumer<String> progress = what -> listener.progress(server, what);
        try {
            String address =
                    switch (server) {
                        case POSTGRESQL -> {
                            postgres.start(PostgresServer.PREFERRED_PORT, progress);
                            yield postgres.address();
                        }
                        case REDIS -> {
                            redis.start(RedisServer.PREFERRED_PORT, progress);
                            yield redis.address();
                        }
                        case KAFKA -> {
                            kafka.start(KafkaServer.PREFERRED_PORT, progress);
                            yield kafka.address();
                        }
                    };
            listener.ready(server, address, Duration.ofNanos(System.nanoTime() - begin));
            done.complete(null);
        } catch (Throwable problem) {
            StartFailure failure = StartFailure.of(server, problem, folder.layout());
            listener.failed(server, failure.getMessage());
            done.completeExceptionally(failure);
        }
    }

    private <T> T asked(Server server, T running) {
        if (!which.contains(server)) {
            throw new IllegalStateException(server.title() + " was not asked for");
        }
        return Objects.requireNonNull(running);
    }
}
