package studio.greenroom.query.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.cache.CacheScripts.Look;
import studio.greenroom.query.projection.Document;

/**
 * The documents of one projection version in Redis. Everything lies in a namespace for each partition, which the
 * partition's consumer keeps alive: whoever replaces or removes a namespace drops all that was in it, and a reader
 * that began before writes in vain. Any failure of Redis makes this node pass the cache by until it has dropped every
 * namespace, so an entry whose newer value did not arrive is never served.
 */
public final class DocumentCache {

    private static final Logger log = LoggerFactory.getLogger(DocumentCache.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Set<Integer> EVERY_PARTITION =
            IntStream.range(0, Wire.PARTITIONS).boxed().collect(Collectors.toUnmodifiableSet());
    private static final long NEVER = -1;

    private final CacheScripts scripts;
    private final RedisLink link;
    private final Ids ids;
    private final CacheMeters meters;
    private final ConcurrentMap<Integer, String> kept = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile long trusted = NEVER;

    DocumentCache(CacheScripts scripts, RedisLink link, Ids ids, CacheMeters meters) {
        this.scripts = scripts;
        this.link = link;
        this.ids = ids;
        this.meters = meters;
    }

    /** The document from Redis, else from the loader; never waits long for Redis and never fails because of it. */
    public Mono<Document> get(String owner, String id, Mono<Document> loader) {
        long doubts = doubts();
        if (trusted != doubts) {
            meters.passedBy();
            return loader;
        }
        String lease = ids.next("lse");
        return guarded(scripts.look(owner, id, lease))
                .defaultIfEmpty(Look.NOBODY_KEEPS)
                .map(look -> doubts() == doubts ? look : Look.NOBODY_KEEPS)
                .doOnNext(meters::looked)
                .flatMap(look -> look.document() != null
                        ? Mono.just(look.document())
                        : look.namespace() == null ? loader : filling(look.namespace(), lease, loader));
    }

    private Mono<Document> filling(String namespace, String lease, Mono<Document> loader) {
        return loader.delayUntil(document -> guarded(scripts.fill(namespace, lease, document)));
    }

    /** Writes through what a projection has just committed. */
    public Mono<Void> write(List<Document> documents) {
        if (!trusted()) {
            failures.incrementAndGet();
            return Mono.empty();
        }
        Map<Integer, List<Document>> byPartition =
                documents.stream().collect(Collectors.groupingBy(document -> Wire.partition(document.owner())));
        return Flux.fromIterable(byPartition.entrySet())
                .flatMap(part -> guarded(scripts.write(
                                part.getKey(), kept.getOrDefault(part.getKey(), ""), fresh(), part.getValue()))
                        .doOnNext(namespace -> kept.put(part.getKey(), namespace)))
                .then();
    }

    /** Another process may have written since: from now on this node keeps these partitions, with nothing in them. */
    public Mono<Void> restart(Collection<Integer> partitions) {
        kept.keySet().retainAll(partitions);
        Map<Integer, String> opened = new HashMap<>();
        partitions.forEach(partition -> opened.put(partition, fresh()));
        kept.putAll(opened);
        return Flux.fromIterable(opened.entrySet())
                .flatMap(own -> guarded(scripts.open(own.getKey(), own.getValue())))
                .then();
    }

    /** Keeps the namespaces alive; after a failure first drops them all. Called every second. */
    Mono<Void> tick() {
        long doubts = doubts();
        if (trusted == doubts) {
            return Flux.fromIterable(kept.entrySet())
                    .flatMap(own -> guarded(scripts.keep(own.getKey(), own.getValue(), fresh()))
                            .doOnNext(namespace -> kept.replace(own.getKey(), own.getValue(), namespace)))
                    .then();
        }
        return Flux.fromIterable(EVERY_PARTITION)
                .flatMap(partition -> scripts.drop(partition))
                .then()
                .timeout(PATIENCE)
                .doOnSuccess(dropped -> trusted = doubts)
                .onErrorComplete();
    }

    boolean trusted() {
        return trusted == doubts();
    }

    /** Grows with everything that may have left an old entry behind; what was trusted before is not any more. */
    private long doubts() {
        return link.era() + failures.get();
    }

    private <T> Mono<T> guarded(Mono<T> call) {
        return call.timeout(PATIENCE).onErrorResume(failure -> {
            if (trusted()) {
                log.warn("Redis is passed by until it answers again: {}", failure.toString());
            }
            failures.incrementAndGet();
            return Mono.empty();
        });
    }

    private String fresh() {
        return ids.next("nsp");
    }
}
