package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.trace.Tracing;

/** I10, and what an envelope promises. */
class GroupCommitEngineTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private final CommandDatabase database = Database.fresh().open();
    private final EventLog log = new EventLog(database);
    private final Appender appender = new Appender(database, log);

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    private GroupCommitEngine engineAt(Instant time) {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        return new GroupCommitEngine(appender, log, new Ids(clock, new Random(1)), clock, Tracing.OFF);
    }

    private static DomainEventMessage<?> message(DomainEvent event, long revision) {
        return new GenericDomainEventMessage<>("artist", event.streamId(), revision - 1, event);
    }

    private static Dispatch append(
            GroupCommitEngine engine, String commandId, List<List<DomainEventMessage<?>>> appends) {
        Dispatch dispatch = new Dispatch(Cause.asked(Histories.OWNER, commandId, "opr"), null, null);
        var unit = DefaultUnitOfWork.startAndGet(dispatch.message(new DeleteArtist(Histories.ARTIST)));
        unit.onPrepareCommit(u -> appends.forEach(engine::appendEvents));
        unit.commit();
        return dispatch;
    }

    @Test
    void aCommandThatAppendsTwiceIsAnErrorAndWritesNothingTheSecondTime() {
        GroupCommitEngine engine = engineAt(NOON);
        DomainEventMessage<?> created = message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1);
        DomainEventMessage<?> deleted = message(new ArtistDeleted(Histories.ARTIST), 2);

        assertThatThrownBy(() -> append(engine, "cmd_1", List.of(List.of(created), List.of(deleted))))
                .hasMessageContaining("one aggregate in one commit");
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void aCommandThatChangesTwoAggregatesIsAnErrorAndWritesNothing() {
        DomainEventMessage<?> one = message(new ArtistCreated("art_one", Histories.MARA), 1);
        DomainEventMessage<?> other = message(new ArtistCreated("art_two", Histories.MARA), 1);

        assertThatThrownBy(() -> append(engineAt(NOON), "cmd_1", List.of(List.of(one, other))))
                .hasMessageContaining("changes two");
        assertThat(log.head()).isZero();
    }

    @Test
    void timeNeverGoesBackWithinAStreamAlsoWhenTheClockDoes() {
        append(
                engineAt(NOON),
                "cmd_1",
                List.of(List.of(message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1))));

        append(
                engineAt(NOON.minus(Duration.ofMinutes(5))),
                "cmd_2",
                List.of(List.of(message(new ArtistDeleted(Histories.ARTIST), 2))));

        assertThat(log.stream(Histories.ARTIST, 0, 10))
                .extracting(e -> e.occurredAt().toString())
                .containsExactly("2026-11-21T12:00:00.123456Z", "2026-11-21T12:00:00.123456Z");
    }

    @Test
    void anEventOver256KibibytesIsRefused() {
        var huge = new ArtistCreated(Histories.ARTIST, Histories.MARA.withBio("x".repeat(300_000)));

        assertThatThrownBy(() -> append(engineAt(NOON), "cmd_1", List.of(List.of(message(huge, 1)))))
                .hasMessageContaining("bytes, more than");
        assertThat(log.head()).isZero();
    }

    @Test
    void aLongStreamIsReadBackWholeAndInOrder() {
        GroupCommitEngine engine = engineAt(NOON);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        events.add(message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1));
        for (long revision = 2; revision <= 2_500; revision++) {
            events.add(message(new ArtistDeleted(Histories.ARTIST), revision));
        }
        append(engine, "cmd_1", List.of(events));

        List<Long> sequence = engine.readEvents(Histories.ARTIST, 0)
                .asStream()
                .map(DomainEventMessage::getSequenceNumber)
                .toList();

        assertThat(sequence).hasSize(2_500).isSorted().startsWith(0L).endsWith(2_499L);
        assertThat(engine.readEvents(Histories.ARTIST, 2_400).asStream()).hasSize(100);
    }
}
