package studio.greenroom.query.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.ProjectionVersion;

/** The commands of a {@link DocumentCache}, each one script or one command, so that nothing comes in between. */
final class CacheScripts {

    private static final Duration ENTRY = Duration.ofSeconds(60);
    /** Longer than a reader's statement may take. */
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** How long a cache may be read whose keeper can not reach Redis. */
    private static final Duration NAMESPACE = Duration.ofSeconds(4);

    private final ReactiveStringRedisTemplate redis;
    private final ProjectionVersion version;
    private final LuaScripts scripts;

    CacheScripts(ReactiveStringRedisTemplate redis, ProjectionVersion version, LuaScripts scripts) {
        this.redis = redis;
        this.version = version;
        this.scripts = scripts;
    }

    /** What a look found: a document, or a namespace that may be written to, or neither. */
    record Look(@Nullable String namespace, @Nullable Document document) {

        static final Look NOBODY_KEEPS = new Look(null, null);
    }

    Mono<Look> look(String owner, String id, String lease) {
        int partition = Wire.partition(owner);
        return redis.execute(
                        scripts.look(),
                        List.of(namespace(partition), entry(partition, owner, id)),
                        List.of(lease, millis(LEASE)))
                .next()
                .map(found -> found.isEmpty()
                        ? Look.NOBODY_KEEPS
                        : new Look(
                                (String) found.get(0),
                                found.size() == 1
                                        ? null
                                        : new Document(
                                                owner,
                                                id,
                                                Long.parseLong((String) found.get(1)),
                                                Long.parseLong((String) found.get(2)),
                                                (String) found.get(3))));
    }

    Mono<String> fill(String namespace, String lease, Document document) {
        return write(Wire.partition(document.owner()), namespace, lease, "", List.of(document));
    }

    /** @return the namespace in force: another one when {@code namespace} had been replaced */
    Mono<String> write(int partition, String namespace, String fresh, List<Document> documents) {
        return write(partition, namespace, "", fresh, documents);
    }

    private Mono<String> write(int partition, String namespace, String lease, String fresh, List<Document> documents) {
        List<String> keys = new ArrayList<>(List.of(namespace(partition)));
        List<String> arguments = new ArrayList<>(List.of(namespace, lease, millis(ENTRY), fresh, millis(NAMESPACE)));
        for (Document document : documents) {
            keys.add(entry(partition, document.owner(), document.id()));
            arguments.addAll(
                    List.of(Long.toString(document.position()), Long.toString(document.revision()), document.json()));
        }
        return redis.execute(scripts.write(), keys, arguments).next();
    }

    Mono<String> keep(int partition, String namespace, String fresh) {
        return redis.execute(
                        scripts.keep(), List.of(namespace(partition)), List.of(namespace, fresh, millis(NAMESPACE)))
                .next();
    }

    Mono<Boolean> open(int partition, String namespace) {
        return redis.opsForValue().set(namespace(partition), namespace, NAMESPACE);
    }

    Mono<Long> drop(int partition) {
        return redis.delete(namespace(partition));
    }

    /** The braces keep a partition's keys on one node of a cluster. */
    private String namespace(int partition) {
        return "greenroom:{" + version.name() + ":" + version.label() + ":" + partition + "}:namespace";
    }

    private String entry(int partition, String owner, String id) {
        return "greenroom:{" + version.name() + ":" + version.label() + ":" + partition + "}:" + owner + ":" + id;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
