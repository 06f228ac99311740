package studio.greenroom.query.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.query.projection.ProjectionVersion;

/** A cache for each projection version that is read or written here. */
@Component
public class Caches implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final ReactiveStringRedisTemplate redis;
    private final RedisLink link;
    private final Ids ids;
    private final MeterRegistry meters;
    private final LuaScripts scripts = LuaScripts.read();
    private final Map<ProjectionVersion, DocumentCache> caches = new ConcurrentHashMap<>();
    private final Disposable ticking;

    public Caches(ReactiveStringRedisTemplate redis, RedisLink link, Ids ids, MeterRegistry meters) {
        this.redis = redis;
        this.link = link;
        this.ids = ids;
        this.meters = meters;
        ticking = Flux.interval(TICK)
                .onBackpressureDrop()
                .concatMap(tick -> Flux.fromIterable(caches.values()).flatMap(DocumentCache::tick))
                .subscribe();
    }

    public DocumentCache of(ProjectionVersion version) {
        return caches.computeIfAbsent(
                version,
                key -> new DocumentCache(
                        new CacheScripts(redis, key, scripts), link, ids, new CacheMeters(meters, key.name())));
    }

    @Override
    public void close() {
        ticking.dispose();
    }
}
