package studio.greenroom.query;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.Kernel;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.EventReplay;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.ProjectionSink;
import studio.greenroom.query.projection.ProjectionSinks;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Rebuilds;
import studio.greenroom.query.projection.RunningProjections;
import studio.greenroom.query.projection.TopicEnd;
import studio.greenroom.query.projection.Workshop;

/** The whole query side on a port of its own, without Kafka: events are fed to the sinks. */
public final class TestQuerySide {

    public static final String TOKEN = "t".repeat(32);
    public static final Path DATA =
            Path.of("target", "data-" + ProcessHandle.current().pid()).toAbsolutePath();
    private static final List<String> CONSUMERS = List.of("query-artist-v2", "query-generation-v2", "query-journal-v1");

    private static TestQuerySide running;

    private final ConfigurableApplicationContext context;
    private final List<ProjectionSink> sinks;
    private final List<Delivered> topic;
    private final AtomicLong position = new AtomicLong();
    private final Map<String, Long> revisions = new HashMap<>();

    private TestQuerySide() {
        PostgresSettings postgres = TestServers.newDatabase();
        var redis = TestServers.servers().redis();
        context = new SpringApplicationBuilder(Application.class)
                .registerShutdownHook(false)
                .properties(Map.ofEntries(
                        Map.entry("server.port", "0"),
                        Map.entry("server.address", "127.0.0.1"),
                        Map.entry("greenroom.postgres.host", postgres.host()),
                        Map.entry("greenroom.postgres.port", postgres.port()),
                        Map.entry("greenroom.postgres.database", postgres.database()),
                        Map.entry("greenroom.postgres.user", postgres.user()),
                        Map.entry("greenroom.postgres.password", postgres.password()),
                        Map.entry("greenroom.redis.host", redis.host()),
                        Map.entry("greenroom.redis.port", redis.port()),
                        Map.entry("greenroom.redis.password", redis.password()),
                        Map.entry("greenroom.kafka.bootstrap-servers", "127.0.0.1:1"),
                        Map.entry("greenroom.data", DATA.toString()),
                        Map.entry("greenroom.local.token", TOKEN),
                        Map.entry("greenroom.streams.patience", "3s"),
                        Map.entry("greenroom.local.owner", Histories.OWNER),
                        Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                        Map.entry("management.endpoint.health.show-details", "always"),
                        Map.entry("logging.level.org.apache.kafka", "OFF")))
                .run();
        RunningProjections projections = context.getBean(RunningProjections.class);
        topic = context.getBean(Topic.class).events;
        sinks = CONSUMERS.stream()
                .map(name -> projections.sink(name).orElseThrow())
                .toList();
        sinks.forEach(sink -> sink.assigned(Workshop.PARTITIONS).block());
        ReactiveStringRedisTemplate signals = bean(ReactiveStringRedisTemplate.class);
        await().until(() -> signals.convertAndSend("greenroom:signals", "{\"owner\":\"nobody\"}")
                        .block()
                > 0);
    }

    public static synchronized TestQuerySide running() {
        if (running == null) {
            running = new TestQuerySide();
        }
        return running;
    }

    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Lets these events happen to an owner, one after the other, and every projection take them. */
    public synchronized List<Envelope> happen(String owner, DomainEvent... events) {
        List<Envelope> envelopes = Stream.of(events)
                .map(event -> Histories.envelope(
                        position.incrementAndGet(), owner, revisions.merge(event.streamId(), 1L, Long::sum), event))
                .toList();
        List<Delivered> delivered = envelopes.stream()
                .map(e -> new Delivered(Wire.partition(owner), e.position() * 2, e))
                .toList();
        topic.addAll(delivered);
        sinks.forEach(sink -> sink.accept(delivered).block());
        return envelopes;
    }

    private record Topic(List<Delivered> events) {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
                "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
                "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration",
                "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration"
            })
    @Import({Kernel.class, QuerySide.class})
    static class Application {

        /** What the topic would have. */
        @Bean
        Topic topic() {
            return new Topic(new CopyOnWriteArrayList<>());
        }

        @Bean
        @Primary
        EventReplay everything(Topic topic) {
            return (marks, most) -> Flux.fromIterable(List.copyOf(topic.events)).buffer(most);
        }

        /** Kafka is not there, so nothing is ever behind. */
        @Bean
        @Primary
        TopicEnd nothingBehind(EventConsumers consumers, Topic topic) {
            return new TopicEnd(consumers) {
                @Override
                public Mono<Long> published() {
                    return Mono.just((long) topic.events.size());
                }

                @Override
                public Mono<Long> behind(Map<Integer, Mark> marks) {
                    return Mono.just(0L);
                }
            };
        }

        /** No consumer reads Kafka, and none has to. */
        @Bean
        @Primary
        RunningProjections following(
                List<Projection> projections, EventConsumers consumers, ProjectionSinks sinks, Rebuilds rebuilds) {
            return new RunningProjections(projections, consumers, sinks, rebuilds) {
                @Override
                public boolean follows(ProjectionVersion version) {
                    return true;
                }
            };
        }

        /** Whoever a test says that it is; the door before it lets in only one owner. */
        @Bean
        @Order(0)
        WebFilter anyOwner() {
            return (exchange, chain) -> {
                String owner = exchange.getRequest().getHeaders().getFirst("X-Test-Owner");
                if (owner != null) {
                    exchange.getAttributes().put(Identity.class.getName(), new Identity(owner, false));
                }
                return chain.filter(exchange);
            };
        }
    }
}
