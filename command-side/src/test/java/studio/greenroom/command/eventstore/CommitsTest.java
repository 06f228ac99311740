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
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.trace.Tracing;

/** I10, and what an envelope promises. */
class CommitsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private final CommandDatabase database = Database.fresh().open();
    private final EventStorage store = new PostgresStorage(database);
    private final EventLog log = store.log();
    private final Appender appender = new Appender(store.writer(), log);

    @AfterEach
    void close() {
        appender.close();
        store.close();
        database.close();
    }

    private Commits commitsAt(Instant time) {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        return new Commits(appender, log, new Ids(clock, new Random(1)), clock, Tracing.OFF);
    }

    private static DomainEventMessage<?> message(DomainEvent event, long revision) {
        return new GenericDomainEventMessage<>("artist", event.streamId(), revision - 1, event);
    }

    private static Dispatch append(Commits commits, String commandId, List<List<DomainEventMessage<?>>> appends) {
        Dispatch dispatch = new Dispatch(Cause.asked(Histories.OWNER, commandId, "opr"), null, null);
        var unit = DefaultUnitOfWork.startAndGet(dispatch.message(new DeleteArtist(Histories.ARTIST)));
        unit.onPrepareCommit(u -> appends.forEach(commits::append));
        unit.commit();
        return dispatch;
    }

    @Test
    void aCommandThatAppendsTwiceIsAnErrorAndWritesNothingTheSecondTime() {
        Commits commits = commitsAt(NOON);
        DomainEventMessage<?> created = message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1);
        DomainEventMessage<?> deleted = message(new ArtistDeleted(Histories.ARTIST), 2);

        assertThatThrownBy(() -> append(commits, "cmd_1", List.of(List.of(created), List.of(deleted))))
                .hasMessageContaining("one aggregate in one commit");
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void aCommandThatChangesTwoAggregatesIsAnErrorAndWritesNothing() {
        DomainEventMessage<?> one = message(new ArtistCreated("art_one", Histories.MARA), 1);
        DomainEventMessage<?> other = message(new ArtistCreated("art_two", Histories.MARA), 1);

        assertThatThrownBy(() -> append(commitsAt(NOON), "cmd_1", List.of(List.of(one, other))))
                .hasMessageContaining("changes two");
        assertThat(log.head()).isZero();
    }

    @Test
    void timeNeverGoesBackWithinAStreamAlsoWhenTheClockDoes() {
        append(
                commitsAt(NOON),
                "cmd_1",
                List.of(List.of(message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1))));

        append(
                commitsAt(NOON.minus(Duration.ofMinutes(5))),
                "cmd_2",
                List.of(List.of(message(new ArtistDeleted(Histories.ARTIST), 2))));

        assertThat(log.stream(Histories.ARTIST, 0, 10))
                .extracting(e -> e.occurredAt().toString())
                .containsExactly("2026-11-21T12:00:00.123456Z", "2026-11-21T12:00:00.123456Z");
    }

    @Test
    void anEventOver256KibibytesIsRefused() {
        var huge = new ArtistCreated(Histories.ARTIST, Histories.MARA.withBio("x".repeat(300_000)));

        assertThatThrownBy(() -> append(commitsAt(NOON), "cmd_1", List.of(List.of(message(huge, 1)))))
                .hasMessageContaining("bytes, more than");
        assertThat(log.head()).isZero();
    }

    @Test
    void moreThanFiftyEventsOfOneCommandAreRefused() {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        events.add(message(new ArtistCreated(Histories.ARTIST, Histories.MARA), 1));
        for (long revision = 2; revision <= 51; revision++) {
            events.add(message(new ArtistDeleted(Histories.ARTIST), revision));
        }

        assertThatThrownBy(() -> append(commitsAt(NOON), "cmd_1", List.of(events)))
                .hasMessageContaining("50 events at most");
        assertThat(log.head()).isZero();
    }
}
