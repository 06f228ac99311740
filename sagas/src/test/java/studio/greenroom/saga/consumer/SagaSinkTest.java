package studio.greenroom.saga.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;
import static studio.greenroom.saga.testing.FakeAggregates.asked;
import static studio.greenroom.saga.testing.FakeAggregates.cause;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Mark;
import studio.greenroom.kernel.stream.PositionLostException;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.testing.Postgres;
import studio.greenroom.saga.testing.Settings;
import studio.greenroom.saga.testing.Stage;
import studio.greenroom.saga.testing.StubProvider;

class SagaSinkTest {

    private static final int PARTITION = Wire.partition(OWNER);

    private final SagaDatabase database = Postgres.empty();
    private final StubProvider provider = new StubProvider(false);
    private Stage stage = new Stage(database, Settings.quick(), provider.providers());

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void a_batch_leaves_sagas_commands_timers_and_position_together() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.aggregates.request("gen_2", GenerationKind.IMAGE);
        stage.assign();

        stage.deliver();

        assertThat(stage.count("saga")).isEqualTo(2);
        assertThat(stage.count("outbox")).isEqualTo(2);
        assertThat(stage.count("scheduled_tasks")).isEqualTo(2);
        assertThat(marks()).containsEntry(PARTITION, new Mark(2, 1));
    }

    @Test
    void a_saga_that_ends_within_its_batch_leaves_nothing_behind() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));
        stage.assign();

        stage.deliver();

        assertThat(stage.count("saga")).isZero();
        assertThat(stage.count("saga_association")).isZero();
        assertThat(stage.count("scheduled_tasks")).isZero();
    }

    @Test
    void a_saga_that_ends_later_takes_its_timers_along() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        stage.deliver();

        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));
        stage.deliver();

        assertThat(stage.count("saga")).isZero();
        assertThat(stage.count("saga_association")).isZero();
        assertThat(stage.count("scheduled_tasks")).isZero();
    }

    @Test
    void events_at_or_before_the_position_are_dropped() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        stage.deliver();
        database.workers().jdbc().update("DELETE FROM outbox");

        stage.sink.accept(Stage.delivered(stage.aggregates.log())).block();

        assertThat(stage.count("outbox")).isZero();
    }

    @Test
    void a_consumer_that_lost_its_partition_writes_nothing() throws Exception {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        try (Stage other = new Stage(database, Settings.quick(), provider.providers())) {
            other.assign();
            other.sink.accept(Stage.delivered(stage.aggregates.log())).block();
            stage.aggregates.request("gen_2", GenerationKind.BIO);
            List<Envelope> log = stage.aggregates.log();

            assertThatThrownBy(() -> stage.sink
                            .accept(Stage.delivered(log.subList(1, 2)))
                            .block())
                    .isInstanceOf(PositionLostException.class);

            assertThat(stage.count("saga")).isEqualTo(1);
            assertThat(marks()).containsEntry(PARTITION, new Mark(1, 0));
        }
    }

    @Test
    void a_consumer_waits_for_the_transaction_of_whoever_had_its_partition_before_and_repeats_nothing()
            throws Exception {
        CountDownLatch atTheGate = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        stage.close();
        stage = new Stage(database, Settings.quick(), provider.providers(), kind -> {
            atTheGate.countDown();
            pass(gate);
            return new Assignment("stub", "model-1");
        });
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        List<Delivered> events = Stage.delivered(stage.aggregates.log());
        CompletableFuture<Void> frozen = stage.sink.accept(events).toFuture();
        atTheGate.await();
        try (Stage heir = new Stage(database, Settings.quick(), provider.providers())) {
            heir.assign();
            CompletableFuture<Void> heirs = heir.sink.accept(events).toFuture();
            await().until(() -> heirs.isDone()
                    || stage.count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                            == 1);

            gate.countDown();
            frozen.get();

            assertThatThrownBy(heirs::join).hasCauseInstanceOf(PositionLostException.class);
        }
        assertThat(stage.count("saga")).isEqualTo(1);
        assertThat(stage.count("outbox")).isEqualTo(1);
    }

    @Test
    void a_consumer_that_lost_its_partition_goes_on_after_a_new_assignment() throws Exception {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        try (Stage other = new Stage(database, Settings.quick(), provider.providers())) {
            other.assign();
            other.sink.accept(Stage.delivered(stage.aggregates.log())).block();
        }
        stage.aggregates.request("gen_2", GenerationKind.BIO);

        stage.assign();
        stage.deliver();

        assertThat(stage.count("saga")).isEqualTo(2);
        assertThat(stage.count("outbox")).isEqualTo(2);
    }

    @Test
    void a_partition_that_was_never_read_has_no_mark() {
        assertThat(stage.sink.assigned(List.of(0, 1, 2)).block()).isEmpty();
    }

    @Test
    void a_database_that_goes_away_parks_nothing_and_loses_nothing() throws Exception {
        AtomicBoolean cut = new AtomicBoolean(true);
        stage.close();
        stage = new Stage(database, Settings.quick(), provider.providers(), kind -> {
            if (cut.getAndSet(false)) {
                database.workers()
                        .jdbc()
                        .queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                + "WHERE state = 'idle in transaction'");
            }
            return new Assignment("stub", "model-1");
        });
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();

        assertThatThrownBy(stage::deliver).isNotInstanceOf(PositionLostException.class);

        assertThat(stage.count("saga")).isZero();
        assertThat(stage.count("outbox")).isZero();
        assertThat(stage.count("parked")).isZero();
        stage.assign();
        stage.deliver();
        assertThat(stage.count("saga")).isEqualTo(1);
        assertThat(stage.count("outbox")).isEqualTo(1);
    }

    @Test
    void an_event_that_fails_is_parked_with_its_sequence_while_others_go_on() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        leisurely("gen_2");
        stage.aggregates.request("gen_3", GenerationKind.BIO);
        stage.aggregates.send(new CancelGeneration("gen_2"), cause("cmd-cancel"));
        stage.assign();

        stage.deliver();

        assertThat(database.workers()
                        .jdbc()
                        .queryForList("SELECT sequence || ' ' || type FROM parked ORDER BY position", String.class))
                .containsExactly("gen_2 GenerationRequested", "gen_2 GenerationCancelled");
        assertThat(stage.count("saga")).isEqualTo(2);
        assertThat(marks()).containsEntry(PARTITION, new Mark(4, 3));
    }

    @Test
    void what_follows_a_parked_event_in_a_later_batch_is_parked_too() {
        leisurely("gen_1");
        stage.assign();
        stage.deliver();

        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));
        stage.deliver();

        assertThat(stage.count("parked")).isEqualTo(2);
    }

    @Test
    void a_parked_sequence_that_fails_again_stays_and_counts_its_tries() {
        leisurely("gen_1");
        stage.assign();
        stage.deliver();

        assertThat(stage.sink.retry(parkedId()).block()).isFalse();

        assertThat(database.workers().jdbc().queryForObject("SELECT tries FROM parked", Integer.class))
                .isEqualTo(2);
        assertThat(database.workers().jdbc().queryForObject("SELECT error FROM parked", String.class))
                .contains("leisurely");
    }

    @Test
    void a_parked_sequence_is_handled_in_order_once_its_cause_is_gone() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        stage.close();
        stage = new Stage(database, Settings.quick(), provider.providers(), kind -> {
            if (broken.get()) {
                throw new IllegalStateException("There is no provider.");
            }
            return new Assignment("stub", "model-1");
        });
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        stage.assign();
        stage.deliver();
        stage.aggregates.send(new CancelGeneration("gen_1"), cause("cmd-cancel"));
        stage.deliver();
        assertThat(stage.count("parked")).isEqualTo(2);

        broken.set(false);

        assertThat(stage.sink.retry(parkedId()).block()).isTrue();
        assertThat(stage.count("parked")).isZero();
        assertThat(stage.count("saga")).isZero();
        assertThat(stage.count("outbox")).isEqualTo(1);
    }

    @Test
    void an_event_of_a_newer_greenroom_is_parked_and_not_passed_over() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        Envelope e = stage.aggregates.log().get(0);
        Envelope newer = new Envelope(
                2,
                "evt_newer",
                "gen_9",
                "generation",
                1,
                "GenerationPondered",
                1,
                e.occurredAt(),
                OWNER,
                OWNER,
                "cmd_9",
                0,
                "cmd_9",
                "cmd_9",
                "opr_9",
                e.payload(),
                null,
                null);
        stage.assign();

        stage.sink.accept(Stage.delivered(List.of(e, newer))).block();

        assertThat(stage.count("parked")).isEqualTo(1);
        assertThat(stage.count("saga")).isEqualTo(1);
    }

    @Test
    void events_of_other_streams_only_move_the_position() {
        stage.aggregates.request("gen_1", GenerationKind.BIO);
        Envelope e = stage.aggregates.log().get(0);
        Envelope artist = new Envelope(
                1,
                "evt_a",
                "art_1",
                "artist",
                1,
                "ArtistTeleported",
                7,
                e.occurredAt(),
                OWNER,
                OWNER,
                "cmd_9",
                0,
                "cmd_9",
                "cmd_9",
                "opr_9",
                new byte[] {'?'},
                null,
                null);
        stage.assign();

        stage.sink.accept(Stage.delivered(List.of(artist))).block();

        assertThat(stage.count("parked")).isZero();
        assertThat(marks()).containsEntry(PARTITION, new Mark(1, 0));
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void leisurely(String id) {
        stage.aggregates.append(cause("cmd-" + id), 0, asked(id, GenerationKind.BIO, 1, "leisurely"));
    }

    private long parkedId() {
        return database.workers().jdbc().queryForObject("SELECT max(id) FROM parked", Long.class);
    }

    private Map<Integer, Mark> marks() {
        return new Positions(SagaSink.CONSUMER, database.workers().jdbc()).read(List.of(PARTITION));
    }
}
