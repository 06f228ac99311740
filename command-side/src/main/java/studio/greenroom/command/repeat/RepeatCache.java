package studio.greenroom.command.repeat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Generations that succeeded, by owner and request, in Redis. What is in it never changes, so nothing in it can be wrong;
 * what is not in it is in PostgreSQL. Redis that fails is left alone for a second, and nobody is told. Never blocks.
 */
@Component
public class RepeatCache {

    private static final Logger log = LoggerFactory.getLogger(RepeatCache.class);
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReactiveStringRedisTemplate redis;
    private volatile boolean connected;
    private volatile long pausedUntil = System.nanoTime();

    /** Connects, on the thread that starts the application: at the first use it would be an event loop that waits. */
    public RepeatCache(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
        try {
            connect();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void connect() {
        redis.getConnectionFactory().getReactiveConnection().close();
        connected = true;
    }

    /** Null when it is not there, or when Redis does not say in time. */
    public CompletableFuture<@Nullable Earlier> find(String owner, String requestHash) {
        if (!connected || paused()) {
            return CompletableFuture.completedFuture(null);
        }
        return redis.opsForValue()
                .get(key(owner, requestHash))
                .map(RepeatCache::read)
                .timeout(PATIENCE)
                .doOnError(this::failed)
                .onErrorComplete()
                .toFuture();
    }

    /** In the background. */
    public void put(String owner, String requestHash, Earlier earlier, Duration kept) {
        if (paused() || kept.toMillis() <= 0) {
            return;
        }
        Mono<?> connection =
                connected ? Mono.empty() : Mono.fromRunnable(this::connect).subscribeOn(Schedulers.boundedElastic());
        connection
                .then(redis.opsForValue().set(key(owner, requestHash), written(earlier), kept))
                .timeout(PATIENCE.multipliedBy(10))
                .subscribe(done -> {}, this::failed);
    }

    private boolean paused() {
        return pausedUntil - System.nanoTime() > 0;
    }

    private void failed(Throwable failure) {
        log.debug("Redis is left alone for a second: {}", failure.toString());
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
    }

    private static String key(String owner, String requestHash) {
        return "greenroom:repeat:" + owner + ':' + requestHash;
    }

    private static String written(Earlier earlier) {
        return earlier.generationId() + ' ' + earlier.revision() + ' ' + earlier.position();
    }

    private static Earlier read(String text) {
        String[] words = text.split(" ");
        return new Earlier(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
