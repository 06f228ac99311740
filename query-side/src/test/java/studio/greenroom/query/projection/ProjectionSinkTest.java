package studio.greenroom.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.PositionLostException;
import studio.greenroom.query.RandomHistory;

@DisplayName("A projection's sink")
class ProjectionSinkTest {

    private final Workshop workshop = new Workshop();
    private final Summing summing = new Summing(1);
    private final List<Delivered> events = RandomHistory.delivered(RandomHistory.of(7, 60));
    private ProjectionSink sink;

    @BeforeEach
    void open() {
        sink = workshop.sink(summing);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    @DisplayName("drops what it already has, whatever comes with it")
    void duplicates() {
        sink.accept(events.subList(0, 20)).block();
        sink.accept(events.subList(0, 40)).block();
        sink.accept(events.subList(10, 30)).block();

        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events.subList(0, 40)));
    }

    @Test
    @DisplayName("goes on where its predecessor stopped")
    void resumes() {
        sink.accept(events.subList(0, 20)).block();

        ProjectionSink successor = workshop.sink(summing);
        successor.accept(events).block();

        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events));
    }

    @Test
    @DisplayName("writes nothing once another has taken over its partitions, even what is new")
    void positionLost() {
        sink.accept(events.subList(0, 10)).block();
        ProjectionSink successor = workshop.sink(summing);
        successor.accept(events.subList(10, 30)).block();

        assertThatThrownBy(() -> sink.accept(events.subList(30, 60)).block()).isInstanceOf(PositionLostException.class);

        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events.subList(0, 30)));
        successor.accept(events.subList(30, 60)).block();
        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events));
    }

    @Test
    @DisplayName("waits for the transaction of whoever had its partitions before, and then takes nothing of it again")
    void waitsForItsPredecessor() {
        Sinks.Empty<Void> gate = Sinks.empty();
        summing.gate = gate.asMono();
        Mono<Void> frozen = sink.accept(events.subList(0, 20)).cache();
        frozen.subscribe();
        await().until(() -> summing.atTheGate.get() == 1);
        ProjectionSink heir = workshop.sink(new Summing(1));
        Mono<Signal<Void>> heirs =
                heir.accept(events.subList(0, 20)).materialize().cache();
        AtomicBoolean over = new AtomicBoolean();
        heirs.subscribe(signal -> over.set(true));
        await().until(() -> over.get() || waiting() == 1);

        gate.tryEmitEmpty();
        frozen.block();

        assertThat(heirs.block().getThrowable()).isInstanceOf(PositionLostException.class);
        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events.subList(0, 20)));
    }

    /** How many statements wait for a lock. */
    private long waiting() {
        return workshop.database
                .reading()
                .sql("""
                        SELECT count(*) AS n FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'""")
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }

    @Test
    @DisplayName("parks an event that it can not take with all later ones of its stream, and takes the others")
    void parksASequence() {
        Envelope poison = eventWithSuccessors();
        summing.poison = poison.position();

        Workshop.feed(sink, events, 25);

        List<Long> sequence =
                sequenceFrom(poison).stream().map(d -> d.envelope().position()).toList();
        assertThat(workshop.parkedEvents())
                .extracting(ParkedEvents.Parked::position)
                .containsExactlyInAnyOrderElementsOf(sequence);
        assertThat(workshop.parkedEvents().get(0).error()).contains("poison");
        assertThat(workshop.rows(sink.version(), "counted"))
                .isEqualTo(Summing.rows(events.stream()
                        .filter(d -> !sequence.contains(d.envelope().position()))
                        .toList()));
    }

    @Test
    @DisplayName("takes a parked sequence in its order when it is retried, and stops at what fails again")
    void retry() {
        Envelope poison = eventWithSuccessors();
        summing.poison = poison.position();
        Workshop.feed(sink, events, 60);

        assertThatThrownBy(() -> sink.retry(poison.streamId()).block()).hasMessageContaining("poison");
        assertThat(workshop.parkedEvents().get(0).tries()).isEqualTo(2);

        summing.poison = -1;
        long retried = sink.retry(poison.streamId()).block();

        assertThat(retried).isEqualTo(sequenceFrom(poison).size());
        assertThat(workshop.parkedEvents()).isEmpty();
        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events));
    }

    @Test
    @DisplayName("parks nothing while the database does not answer, and takes all when it does")
    void databaseDown() {
        summing.broken.set(2);

        assertThatThrownBy(() -> sink.accept(events).block()).isInstanceOf(R2dbcNonTransientResourceException.class);
        assertThatThrownBy(() -> sink.accept(events).block()).isInstanceOf(R2dbcNonTransientResourceException.class);
        sink.accept(events).block();

        assertThat(workshop.parkedEvents()).isEmpty();
        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events));
    }

    @Test
    @DisplayName("loses nothing when its connection dies in the middle of a batch")
    void connectionKilled() {
        sink.accept(events.subList(0, 10)).block();
        summing.killed = true;
        assertThatThrownBy(() -> sink.accept(events.subList(10, 40)).block()).isNotNull();
        summing.killed = false;

        sink.assigned(Workshop.PARTITIONS).block();
        sink.accept(events).block();

        assertThat(workshop.parkedEvents()).isEmpty();
        assertThat(workshop.rows(sink.version(), "counted")).isEqualTo(Summing.rows(events));
    }

    @Test
    @DisplayName("makes a new version live only when it is as far as the old one, and the old one is dropped later")
    void takesOver() {
        workshop.versions.takeOver(sink.version(), Mono.just(true)).block();
        sink.accept(events).block();
        ProjectionSink next = workshop.sink(new Summing(2));
        next.accept(events.subList(0, 59)).block();

        assertThat(workshop.versions.takeOver(next.version(), Mono.just(true)).block())
                .isFalse();
        next.accept(events).block();
        assertThat(workshop.versions.takeOver(next.version(), Mono.just(true)).block())
                .isTrue();

        assertThat(workshop.versions.live("summing").block()).isEqualTo(next.version());
        workshop.database
                .consuming()
                .sql(
                        "UPDATE query.projection_version SET retired_at = now() - interval '2 minutes' WHERE state = 'retired'")
                .then()
                .block();
        workshop.versions.schemas().dropRetired().block();
        assertThat(workshop.database
                        .consuming()
                        .sql("SELECT count(*) AS n FROM pg_namespace WHERE nspname LIKE 'query_summing%'")
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block())
                .isEqualTo(1);
    }

    private Envelope eventWithSuccessors() {
        return events.stream()
                .map(Delivered::envelope)
                .filter(e -> e.position() > 5 && e.revision() == 2)
                .filter(e -> sequenceFrom(e).size() > 2)
                .findFirst()
                .orElseThrow();
    }

    private List<Delivered> sequenceFrom(Envelope first) {
        return events.stream()
                .filter(d -> d.envelope().streamId().equals(first.streamId())
                        && d.envelope().position() >= first.position())
                .toList();
    }
}
