package studio.greenroom.query.cache;

import static java.time.Clock.systemUTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import studio.greenroom.kernel.fault.BreakableProxy;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.TestServers;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Workshop;

@DisplayName("The cache of documents")
class DocumentCacheTest {

    private static final String OWNER = "own_a";
    private static final Mono<Document> NOT_ASKED = Mono.error(new AssertionError("the loader was asked"));

    private final Ids ids = new Ids(systemUTC(), RandomGenerator.getDefault());
    private final ProjectionVersion version = new ProjectionVersion(ids.next("tst"), 1);
    private final ClientResources resources = ClientResources.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private BreakableProxy proxy;
    private LettuceConnectionFactory connections;
    private RedisLink link;
    private ReactiveStringRedisTemplate template;
    private DocumentCache projector;
    private DocumentCache otherNode;

    @BeforeEach
    void open() throws Exception {
        var redis = TestServers.servers().redis();
        proxy = new BreakableProxy(redis.host(), redis.port());
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", proxy.port());
        server.setPassword(redis.password());
        connections = new LettuceConnectionFactory(
                server,
                LettuceClientConfiguration.builder().clientResources(resources).build());
        connections.afterPropertiesSet();
        connections.start();
        link = new RedisLink(resources, connections);
        template = new ReactiveStringRedisTemplate(connections);
        projector = new DocumentCache(
                new CacheScripts(template, version, LuaScripts.read()),
                link,
                ids,
                new CacheMeters(meters, version.name()));
        otherNode = new DocumentCache(
                new CacheScripts(template, version, LuaScripts.read()),
                link,
                ids,
                new CacheMeters(new SimpleMeterRegistry(), version.name()));
        projector.restart(Workshop.PARTITIONS).block();
        settle();
    }

    @AfterEach
    void close() throws Exception {
        connections.destroy();
        link.close();
        resources.shutdown().get();
        proxy.close();
    }

    @Test
    @DisplayName("answers what a projection wrote, and not what came before it")
    void newerWins() {
        projector.write(List.of(document(2))).block();
        projector.write(List.of(document(1))).block();

        assertThat(projector.get(OWNER, "a", NOT_ASKED).block()).isEqualTo(document(2));
        assertThat(otherNode.get(OWNER, "a", NOT_ASKED).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("keeps what a reader found")
    void readersFill() {
        assertThat(otherNode.get(OWNER, "a", Mono.just(document(1))).block()).isEqualTo(document(1));

        assertThat(projector.get(OWNER, "a", NOT_ASKED).block()).isEqualTo(document(1));
    }

    @Test
    @DisplayName("is not overwritten by a reader that was held between its read and its write")
    void heldReader() {
        Sinks.One<Document> held = Sinks.one();
        Mono<Document> reading = otherNode.get(OWNER, "a", held.asMono()).cache();
        AtomicReference<Document> answer = new AtomicReference<>();
        reading.subscribe(answer::set);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);

        projector.write(List.of(document(2))).block();
        held.tryEmitValue(document(1));
        await().until(() -> answer.get() != null);

        assertThat(projector.get(OWNER, "a", NOT_ASKED).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("is not filled by a held reader after the newer entry has gone, as entries do")
    void heldBeyondTheEntry() {
        Sinks.One<Document> held = Sinks.one();
        AtomicReference<Document> answer = new AtomicReference<>();
        otherNode.get(OWNER, "a", held.asMono()).subscribe(answer::set);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        projector.write(List.of(document(2))).block();
        assertThat(template.delete(
                                "greenroom:{" + version.name() + ":v1:" + Wire.partition(OWNER) + "}:" + OWNER + ":a")
                        .block())
                .isEqualTo(1);

        held.tryEmitValue(document(1));
        await().until(() -> answer.get() != null);

        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("takes nothing from a reader that began before the cache was dropped")
    void heldAcrossRestart() {
        Sinks.One<Document> held = Sinks.one();
        AtomicReference<Document> answer = new AtomicReference<>();
        otherNode.get(OWNER, "a", held.asMono()).subscribe(answer::set);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);

        projector.restart(Workshop.PARTITIONS).block();
        held.tryEmitValue(document(1));
        await().until(() -> answer.get() != null);

        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("is empty after a projection's restart")
    void restart() {
        projector.write(List.of(document(1))).block();

        projector.restart(Workshop.PARTITIONS).block();

        assertThat(otherNode.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("does not let a projection write that another has taken over from")
    void zombie() {
        DocumentCache zombie = projector;
        otherNode.restart(Workshop.PARTITIONS).block();
        otherNode.write(List.of(document(2))).block();

        zombie.write(List.of(document(1))).block();

        assertThat(otherNode.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("is passed by while Redis is away, and serves nothing old when it is back")
    void downAndBack() {
        projector.write(List.of(document(1))).block();
        proxy.cut();
        projector.write(List.of(document(2))).block(Duration.ofSeconds(2));
        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block(Duration.ofSeconds(2)))
                .isEqualTo(document(2));

        proxy.mend();
        for (int i = 0; i < 30; i++) {
            assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block())
                    .isEqualTo(document(2));
            assertThat(otherNode.get(OWNER, "a", Mono.just(document(2))).block())
                    .isEqualTo(document(2));
            tick();
        }
        await().until(() -> {
            tick();
            return projector.trusted();
        });
        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("hangs nobody when Redis takes commands and answers none")
    void stalled() {
        projector.write(List.of(document(1))).block();
        proxy.stall();

        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block())
                    .isEqualTo(document(2));
        }
        projector.write(List.of(document(2))).block();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));

        proxy.mend();
        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
        settle();
        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("believes nothing after a connection was lost, since Redis may have forgotten its last second")
    void redisForgets() {
        projector.write(List.of(document(1))).block();
        proxy.cut();
        proxy.mend();
        await().until(() -> link.era() > 0);

        assertThat(otherNode.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
        settle();
        assertThat(projector.get(OWNER, "a", Mono.just(document(2))).block()).isEqualTo(document(2));
    }

    @Test
    @DisplayName("is no cache any more when nobody keeps it")
    void unkept() {
        projector.write(List.of(document(1))).block();

        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(otherNode
                                .get(OWNER, "a", Mono.just(document(2)))
                                .block())
                        .isEqualTo(document(2)));
    }

    @Test
    @DisplayName("counts its hits, its misses and how often it was passed by")
    void counted() {
        double hits = looks("hit");
        double misses = looks("miss");
        projector.get(OWNER, "a", Mono.just(document(1))).block();
        projector.get(OWNER, "a", NOT_ASKED).block();
        assertThat(looks("miss")).isEqualTo(misses + 1);
        assertThat(looks("hit")).isEqualTo(hits + 1);

        double passedBy = looks("passed-by");
        proxy.cut();
        projector.write(List.of(document(2))).block(Duration.ofSeconds(2));
        projector.get(OWNER, "a", Mono.just(document(2))).block(Duration.ofSeconds(2));
        assertThat(looks("passed-by")).isEqualTo(passedBy + 1);
    }

    private double looks(String outcome) {
        return meters.get("greenroom.cache.looks")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /** Until both nodes believe what Redis says and every namespace is open. */
    private void settle() {
        await().until(() -> {
            tick();
            return projector.trusted() && otherNode.trusted();
        });
        tick();
        tick();
    }

    private void tick() {
        projector.tick().block();
        otherNode.tick().block();
    }

    private static Document document(long position) {
        return new Document(OWNER, "a", position, position, "{\"revision\":" + position + "}");
    }
}
