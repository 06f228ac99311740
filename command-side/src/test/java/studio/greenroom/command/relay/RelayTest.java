package studio.greenroom.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.command.eventstore.SomeCommits.commit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.mongodb.MongoFixture;
import studio.greenroom.command.eventstore.postgresql.HeldAppend;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.settings.KafkaSettings;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.EventConsumer;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.stream.EventSink;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.RelayMark;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.kernel.trace.Tracing;

class RelayTest {

    @TempDir
    static Path folder;

    private static EmbeddedServers servers;
    private static String kafka;

    private final CommandDatabase database = Database.fresh().open();
    private final EventStorage postgresql = new PostgresStorage(database);
    private EventLog log = postgresql.log();
    private final Appender own = new Appender(postgresql.writer(), log);
    private Appender appender = own;
    private final EventConsumers consumers = new EventConsumers(new KafkaSettings(kafka, (short) 1));
    private Relay relay;

    @BeforeAll
    static void startKafka() {
        servers = EmbeddedServers.start(folder, Set.of(Server.KAFKA), Listener.silent());
        kafka = servers.kafka().address();
    }

    @AfterAll
    static void stopKafka() {
        servers.close();
    }

    /** Topics of the last test are those of another store: they go, as a person would delete a Kafka's folder. */
    @BeforeEach
    void startRelay() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Set<String> old = admin.listTopics().names().get();
            admin.deleteTopics(old).all().get();
            await().until(() -> admin.listTopics().names().get().isEmpty());
        }
        relay = newRelay();
        relay.start();
    }

    @AfterEach
    void stop() {
        relay.stop();
        own.close();
        postgresql.close();
        database.close();
    }

    private Relay newRelay() {
        return new Relay(
                database,
                log,
                new EventTopic(new KafkaSettings(kafka, (short) 1)),
                consumers,
                List.of(),
                appender,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                Tracing.OFF);
    }

    private void restartRelay() {
        relay.stop();
        relay = newRelay();
        relay.start();
    }

    /** What a consumer of that epoch has been given once everything is published, in the topic's order. */
    private List<Envelope> published(int epoch, long upTo) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            RelayMark mark = consumers.relayMark();
            return mark != null && mark.epoch() == epoch && mark.position() == upTo;
        });
        List<Envelope> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                kafka,
                "isolation.level",
                "read_committed",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class))) {
            List<TopicPartition> all = IntStream.range(0, Wire.PARTITIONS)
                    .mapToObj(p -> new TopicPartition("greenroom.events-" + epoch, p))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> events.add(Wire.envelope(r)));
            }
        }
        return events;
    }

    private static Commit aheadOfTime(Commit commit, Duration ahead) {
        Envelope e = commit.first();
        return new Commit(
                List.of(new Envelope(
                        0,
                        e.eventId(),
                        e.streamId(),
                        e.streamType(),
                        e.revision(),
                        e.type(),
                        1,
                        e.occurredAt().plus(ahead),
                        e.owner(),
                        e.actor(),
                        e.commandId(),
                        0,
                        "c",
                        "c",
                        "o",
                        e.payload(),
                        e.personal(),
                        null)),
                null);
    }

    @Test
    void appendsOfOneOwnerThatOvertakeEachOtherArePublishedInTheOrderOfTheirCommits() throws Exception {
        appender.append(commit("art_first", 1, "cmd_first"));
        try (HeldAppend held =
                new HeldAppend(database, aheadOfTime(commit("art_slow", 1, "cmd_slow"), Duration.ofMinutes(5)))) {
            Future<?> unused = CompletableFuture.runAsync(() -> appender.append(commit("art_quick", 1, "cmd_quick")));
            restartRelay();
            assertThat(published(1, 1)).hasSize(1);
            assertThat(log.receipt("cmd_quick")).isEmpty();
            held.commit();
        }
        await().until(() -> log.receipt("cmd_quick").isPresent());
        assertThat(log.receipt("cmd_quick").get().position()).isEqualTo(3);
        restartRelay();
        appender.append(commit("art_last", 1, "cmd_last"));

        List<Envelope> topic = published(1, 4);

        assertThat(topic).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(log.tail(0, 100));
        assertThat(topic)
                .extracting(Envelope::streamId)
                .containsExactly("art_first", "art_slow", "art_quick", "art_last");
    }

    @Test
    void appendsThatOvertakeEachOtherOnMongoDbArePublishedInTheOrderOfTheirCommits() {
        MongoFixture slow = new MongoFixture();
        try (EventStorage slowStore = slow.open();
                Appender slowAppender = new Appender(slowStore.writer(), slowStore.log());
                EventStorage store = slow.another().open();
                Appender quick = new Appender(store.writer(), store.log())) {
            relay.stop();
            log = store.log();
            appender = quick;
            relay = newRelay();
            relay.start();
            slowAppender.append(commit("art_first", 1, "cmd_first"));
            slow.proxy().stall();
            Commit ahead = aheadOfTime(commit("art_slow", 1, "cmd_slow"), Duration.ofMinutes(5));
            Future<?> unused = CompletableFuture.runAsync(() -> slowAppender.append(ahead));
            quick.append(commit("art_quick", 1, "cmd_quick"));
            restartRelay();
            assertThat(published(1, 2)).hasSize(2);
            slow.proxy().mend();
            await().until(() -> log.receipt("cmd_slow").isPresent());
            restartRelay();
            quick.append(commit("art_last", 1, "cmd_last"));

            List<Envelope> topic = published(1, 4);

            assertThat(topic).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(log.tail(0, 100));
            assertThat(topic)
                    .extracting(Envelope::streamId)
                    .containsExactly("art_first", "art_quick", "art_slow", "art_last");
            relay.stop();
        }
    }

    @Test
    void aRelayThatIsRestartedAgainAndAgainPublishesEverythingOnce() {
        for (int i = 1; i <= 60; i++) {
            appender.append(commit("art_" + i, 1, "cmd_" + i));
            if (i % 20 == 0) {
                restartRelay();
            }
        }

        assertThat(published(1, 60))
                .extracting(Envelope::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }

    @Test
    void aSecondRelayWaitsAndTakesOverWhenTheFirstStops() {
        Relay second = newRelay();
        second.start();
        appender.append(commit("art_1", 1, "cmd_1"));
        assertThat(published(1, 1)).hasSize(1);

        relay.stop();
        appender.append(commit("art_2", 1, "cmd_2"));

        assertThat(published(1, 2)).extracting(Envelope::position).containsExactly(1L, 2L);
        second.stop();
    }

    @Test
    void aTopicThatLostItsEventsIsReplacedByANewEpochInTheSameOrder() throws Exception {
        for (int i = 1; i <= 30; i++) {
            appender.append(commit("art_" + i, 1, "cmd_" + i));
        }
        List<Envelope> before = published(1, 30);
        relay.stop();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteTopics(List.of("greenroom.events-1")).all().get();
            await().until(() -> !admin.listTopics().names().get().contains("greenroom.events-1"));
        }

        relay = newRelay();
        relay.start();

        assertThat(published(2, 30))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(before);
    }

    @Test
    void nothingIsPublishedFromAStoreThatWasSetBack() {
        for (int i = 1; i <= 3; i++) {
            appender.append(commit("art_" + i, 1, "cmd_" + i));
        }
        List<Envelope> before = published(1, 3);
        relay.stop();
        database.client().sql("DELETE FROM events WHERE position = 3").update();
        database.client().sql("UPDATE store_head SET position = 2").update();
        appender.append(commit("art_other", 1, "cmd_other"));
        appender.append(commit("art_more", 1, "cmd_more"));

        relay = newRelay();
        relay.start();

        await().until(() -> String.valueOf(relay.trouble()).contains("at position 3"));
        assertThat(relay.trouble()).contains("set back").contains("restore");
        assertThat(published(1, 3))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(before);
    }

    @Test
    void aRunningConsumerGoesOnInTheNewEpochWithoutGapOrDouble() throws Exception {
        Collecting sink = new Collecting();
        try (EventConsumer consumer = consumers.open("watcher", sink)) {
            consumer.start();
            for (int i = 1; i <= 10; i++) {
                appender.append(commit("art_" + i, 1, "cmd_" + i));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.positions.size() == 10);
            relay.stop();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
                admin.deleteTopics(List.of("greenroom.events-1")).all().get();
                await().until(() -> !admin.listTopics().names().get().contains("greenroom.events-1"));
            }
            relay = newRelay();
            relay.start();
            appender.append(commit("art_11", 1, "cmd_11"));

            await().atMost(Duration.ofSeconds(60)).until(() -> sink.positions.contains(11L));
            assertThat(sink.positions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 11).boxed().toList());
        }
    }

    /** Takes what is new to it, as sinks do. */
    private static final class Collecting implements EventSink {

        private final List<Long> positions = new CopyOnWriteArrayList<>();
        private final Map<Integer, Mark> marks = new ConcurrentHashMap<>();

        @Override
        public Mono<Map<Integer, Mark>> assigned(Collection<Integer> partitions) {
            return Mono.fromCallable(() -> Map.copyOf(marks));
        }

        @Override
        public Mono<Void> accept(List<Delivered> batch) {
            return Mono.fromRunnable(() -> batch.forEach(delivered -> {
                long position = delivered.envelope().position();
                if (position
                        > marks.getOrDefault(delivered.partition(), Mark.NONE).position()) {
                    positions.add(position);
                    marks.put(delivered.partition(), new Mark(position, delivered.offset()));
                }
            }));
        }
    }
}
