package studio.greenroom.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.EventReplay;
import studio.greenroom.kernel.stream.EventSink;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.query.RandomHistory;
import studio.greenroom.query.projection.Rebuild.State;

@DisplayName("A rebuild")
class RebuildsTest {

    private static final int BATCH = 10;
    private static final RebuildSettings SETTINGS = new RebuildSettings(1, BATCH, Duration.ofSeconds(1));
    private static final EventConsumers NO_KAFKA = new EventConsumers(new KafkaSettings("127.0.0.1:1", (short) 1));

    private final Workshop workshop = new Workshop();
    private final Summing summing = new Summing(1);
    private final Summing other = new Summing("other", 1);
    private final List<Delivered> history = RandomHistory.delivered(RandomHistory.of(11, 300));
    private final Log log = new Log();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private ProjectionSink first;
    private Node node;

    @BeforeEach
    void open() {
        first = workshop.liveSink(summing);
        workshop.liveSink(other);
        node = new Node();
        happen(history.subList(0, 100));
    }

    @AfterEach
    void close() {
        log.permits.release(1_000_000);
        nodes.forEach(Node::die);
        workshop.close();
    }

    @Test
    @DisplayName("takes the live one's place while events go on, and no reader ever fails or sees less than before")
    void zeroFailedReads() {
        AtomicLong reads = new AtomicLong();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        AtomicBoolean reading = new AtomicBoolean(true);
        AtomicLong most = new AtomicLong();
        Flux.defer(this::total)
                .doOnNext(total -> {
                    assertThat(total).isGreaterThanOrEqualTo(most.getAndSet(total));
                    reads.incrementAndGet();
                })
                .repeat(reading::get)
                .subscribe(total -> {}, failed::set);
        log.permits.release(1_000);

        Rebuild begun = node.orders.start("summing").block();
        for (int next = 100; next < history.size(); next += 5) {
            happen(history.subList(next, next + 5));
            node.follow();
        }
        node.followUntil(State.DONE);
        long before = reads.get();
        await().until(() -> reads.get() > before + 50);
        reading.set(false);

        assertThat(failed.get()).isNull();
        ProjectionVersion live = workshop.versions.current("summing").block();
        assertThat(live).isEqualTo(begun.build()).isNotEqualTo(first.version());
        assertThat(workshop.rows(live, "counted")).isEqualTo(Summing.rows(log.events));
        Rebuild done = node.orders.last("summing").block();
        assertThat(done.percent()).isEqualTo(100);
        assertThat(done.events()).isBetween(100L, (long) log.events.size());
        assertThat(indexes(live)).contains("counted_total");
    }

    private Mono<Long> total() {
        return workshop.live
                .of("summing")
                .flatMap(tables -> tables.sql("SELECT COALESCE(sum(total), 0)::bigint AS n FROM here.counted")
                        .map(row -> row.get("n", Long.class))
                        .one());
    }

    @Test
    @DisplayName("that is paused stays so over a restart, and is resumed where it stopped, with every event once")
    void pauseAndResume() {
        node.orders.start("summing").block();
        log.permits.release(2);
        node.followUntil(() -> node.last().events() == 2 * BATCH);
        Rebuild paused = node.orders.pause("summing").block();
        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.eventsPerSecond()).isNull();
        log.permits.release(1_000);
        node.die();

        node = new Node();
        for (int i = 0; i < 3; i++) {
            node.follow();
        }
        await().during(Duration.ofMillis(300)).until(() -> node.last().events() == 2 * BATCH);
        happen(history.subList(100, 150));
        node.orders.resume("summing").block();
        node.followUntil(State.DONE);

        assertThat(node.last().events()).isEqualTo(150);
        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));
    }

    @Test
    @DisplayName("whose process dies goes on in another, with every event once")
    void processDies() {
        node.orders.start("summing").block();
        log.permits.release(3);
        node.followUntil(() -> node.last().events() == 3 * BATCH);
        node.die();
        log.permits.release(1_000);

        node = new Node();
        node.followUntil(State.DONE);

        assertThat(node.last().events()).isEqualTo(100);
        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));
    }

    @Test
    @DisplayName("that is cancelled stays so over a restart, leaves the live one as it was, and its tables go")
    void cancel() {
        Rebuild begun = node.orders.start("summing").block();
        log.permits.release(2);
        node.followUntil(() -> node.last().events() == 2 * BATCH);
        node.orders.pause("summing").block();
        node.orders.cancel("summing").block();
        node.die();
        log.permits.release(1_000);

        node = new Node();
        node.follow();
        happen(history.subList(100, 120));

        assertThat(node.last().state()).isEqualTo(State.CANCELLED);
        assertThat(node.last().events()).isEqualTo(2 * BATCH);
        assertThat(workshop.versions.current("summing").block()).isEqualTo(first.version());
        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));
        assertThat(code(node.orders.cancel("summing"))).isEqualTo(ProblemCode.REBUILD_NOT_ALLOWED);
        aMinutePasses();
        assertThat(schemas()).doesNotContain(begun.build().schema());
        assertThat(node.orders.start("summing").block().id()).isNotEqualTo(begun.id());
    }

    @Test
    @DisplayName("stops at an event that it can not take and shows it; the live one knows nothing of it")
    void poison() {
        log.permits.release(1_000);
        Delivered poison = history.get(57);
        summing.poison = poison.envelope().position();
        node.orders.start("summing").block();
        node.followUntil(State.FAILED);

        Rebuild failed = node.last();
        assertThat(failed.failure())
                .isEqualTo(new Rebuild.Failure(
                        poison.envelope().eventId(),
                        poison.envelope().position(),
                        poison.envelope().type(),
                        "poison"));
        assertThat(failed.events()).isEqualTo(57);
        assertThat(workshop.parkedEvents()).isEmpty();
        assertThat(workshop.versions.current("summing").block()).isEqualTo(first.version());
        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));

        summing.poison = -1;
        node.orders.resume("summing").block();
        node.followUntil(State.DONE);
        assertThat(node.last().failure()).isNull();
        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));
    }

    @Test
    @DisplayName("takes what the live one had parked, whose dead letters go with its tables")
    void deadLetters() {
        log.permits.release(1_000);
        summing.poison = history.get(110).envelope().position();
        happen(history.subList(100, 130));
        assertThat(workshop.parkedEvents()).isNotEmpty();
        summing.poison = -1;

        node.orders.start("summing").block();
        node.followUntil(State.DONE);

        assertThat(liveRows()).isEqualTo(Summing.rows(log.events));
        aMinutePasses();
        assertThat(workshop.parkedEvents()).isEmpty();
    }

    @Test
    @DisplayName("waits for its turn: one of a projection, and no more at once than are allowed")
    void limits() {
        assertThat(code(node.orders.pause("summing"))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(node.orders.start("nothing"))).isEqualTo(ProblemCode.NOT_FOUND);
        node.orders.start("summing").block();

        assertThat(code(node.orders.start("other"))).isEqualTo(ProblemCode.TOO_MANY_REBUILDS);
        node.orders.pause("summing").block();
        assertThat(code(node.orders.start("summing"))).isEqualTo(ProblemCode.REBUILD_NOT_ALLOWED);
        assertThat(code(node.orders.pause("summing"))).isEqualTo(ProblemCode.REBUILD_NOT_ALLOWED);
        node.orders.start("other").block();
        assertThat(code(node.orders.resume("summing"))).isEqualTo(ProblemCode.TOO_MANY_REBUILDS);
        node.orders.cancel("other").block();
        assertThat(node.orders.resume("summing").block().state()).isEqualTo(State.LOADING);
    }

    @Test
    @DisplayName("of older code ends when newer code is read")
    void newerCode() {
        node.orders.start("summing").block();
        node.orders.pause("summing").block();
        ProjectionSink newer = workshop.sink(new Summing(2));
        Workshop.feed(newer, log.events, 20);

        workshop.switchTo(newer);

        assertThat(node.last().state()).isEqualTo(State.CANCELLED);
        assertThat(code(node.orders.start("summing"))).isEqualTo(ProblemCode.REBUILD_NOT_ALLOWED);
    }

    /** These events are in the topic, and every consumer takes them. */
    private void happen(List<Delivered> events) {
        log.events.addAll(events);
        node.take();
    }

    private List<String> liveRows() {
        return workshop.rows(
                Objects.requireNonNull(workshop.versions.current("summing").block()), "counted");
    }

    private List<String> indexes(ProjectionVersion version) {
        return strings("SELECT indexname AS s FROM pg_indexes WHERE schemaname = '" + version.schema() + "'");
    }

    private List<String> schemas() {
        return strings("SELECT nspname::text AS s FROM pg_namespace");
    }

    private List<String> strings(String sql) {
        return workshop.database
                .consuming()
                .sql(sql)
                .map(row -> row.get("s", String.class))
                .all()
                .collectList()
                .block();
    }

    private void aMinutePasses() {
        workshop.database
                .consuming()
                .sql("UPDATE query.projection_version SET retired_at = retired_at - interval '2 minutes'")
                .then()
                .then(Mono.defer(() -> workshop.versions.schemas().dropRetired()))
                .block();
    }

    private static ProblemCode code(Mono<Rebuild> order) {
        AtomicReference<ProblemCode> code = new AtomicReference<>();
        assertThatThrownBy(order::block).isInstanceOfSatisfying(Problem.class, problem -> code.set(problem.code()));
        return code.get();
    }

    /** The topic; whoever replays it needs a permit for each batch. */
    private static final class Log implements EventReplay {

        private final List<Delivered> events = new CopyOnWriteArrayList<>();
        private final Semaphore permits = new Semaphore(0);

        /** From each mark's own event on, as the topic's reader does. */
        @Override
        public Flux<List<Delivered>> after(Map<Integer, Mark> marks, int most) {
            return Flux.fromIterable(List.copyOf(events))
                    .filter(event -> event.offset()
                            > marks.getOrDefault(event.partition(), Mark.NONE).offset())
                    .buffer(most)
                    .publishOn(Schedulers.boundedElastic(), 1)
                    .doOnNext(batch -> permits.acquireUninterruptibly());
        }
    }

    /** A process: everything but Kafka, whose part {@link #take} plays. */
    private final class Node {

        private final RebuildLoader loader;
        private final RebuildFollower follower;
        private final RunningProjections running;
        private final RebuildOrders orders;
        private final Map<ProjectionVersion, EventSink> sinks = new HashMap<>();

        Node() {
            List<Projection> projections = List.of(summing, other);
            TopicEnd end = new TopicEnd(NO_KAFKA) {
                @Override
                public Mono<Long> published() {
                    return Mono.just((long) log.events.size());
                }
            };
            loader = new RebuildLoader(
                    workshop.rebuilds,
                    workshop.versions,
                    workshop.sinks,
                    log,
                    end,
                    SETTINGS,
                    new Ids(Clock.systemUTC(), new Random()));
            running = new RunningProjections(projections, NO_KAFKA, workshop.sinks, workshop.rebuilds) {
                @Override
                public boolean follows(ProjectionVersion version) {
                    return sinks.containsKey(version);
                }
            };
            follower = new RebuildFollower(projections, workshop.versions, workshop.rebuilds, loader, running, end);
            orders = new RebuildOrders(
                    projections, workshop.database, workshop.versions, workshop.rebuilds, end, SETTINGS);
            nodes.add(this);
            follow();
        }

        void follow() {
            follower.follow().block();
            take();
        }

        void followUntil(State state) {
            followUntil(() -> last().state() == state);
        }

        void followUntil(Callable<Boolean> reached) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        follow();
                        return reached.call();
                    });
        }

        /** Every version that runs here takes what it does not have. */
        private void take() {
            running.all().forEach(one -> {
                ProjectionVersion version = one.sink().version();
                EventSink sink = sinks.computeIfAbsent(
                        version,
                        missing -> version.build() == 0 ? one.sink() : new RebuildSink(one.sink(), workshop.rebuilds));
                sink.assigned(Workshop.PARTITIONS)
                        .flatMap(marks -> sink.accept(log.events))
                        .onErrorComplete(VersionReplaced.class)
                        .block();
            });
        }

        Rebuild last() {
            return orders.last("summing").block();
        }

        /** As kill -9 does: nothing is given back. */
        void die() {
            loader.halt();
            running.keep(List.of());
        }
    }
}
