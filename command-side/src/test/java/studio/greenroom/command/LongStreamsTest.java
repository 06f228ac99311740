package studio.greenroom.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Objects;
import java.util.Random;
import org.axonframework.common.caching.NoCache;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.artist.Artist;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.Snapshot;
import studio.greenroom.command.eventstore.Snapshots;
import studio.greenroom.command.eventstore.SomeCommits;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.ArtistState;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.kernel.trace.Tracing;

/** A stream of many events is folded from its snapshot on, by Axon's own repository. */
class LongStreamsTest {

    private final CommandDatabase database = Database.fresh().open();
    private final EventStorage storage = new PostgresStorage(database);
    private final Appender appender = new Appender(storage.writer(), storage.log());
    private Repository<Artist> artists;

    @BeforeEach
    void open() {
        Commits commits = new Commits(
                appender, storage.log(), new Ids(Clock.systemUTC(), new Random(1)), Clock.systemUTC(), Tracing.OFF);
        Snapshots snapshots = new CommandSide().snapshots();
        artists = CommandSide.repository(
                Artist.class,
                EmbeddedEventStore.builder()
                        .storageEngine(storage.engine(commits, snapshots))
                        .build(),
                NoCache.INSTANCE,
                Runnable::run);
        for (int n = 0; n < 5; n++) {
            appender.append(SomeCommits.commit("art_long", 50L * n + 1, "cmd_" + n, 50));
        }
    }

    @AfterEach
    void close() {
        appender.close();
        storage.close();
        database.close();
    }

    private ArtistState loaded() {
        Dispatch dispatch = new Dispatch(Cause.asked(Histories.OWNER, "cmd_look", "opr"), null, null);
        var unit = DefaultUnitOfWork.startAndGet(dispatch.message(new DeleteArtist("art_long")));
        try {
            return Objects.requireNonNull(artists.load("art_long").invoke(Artist::state));
        } finally {
            unit.commit();
        }
    }

    private void spoil(String what) {
        assertThat(database.client().sql(what).update()).isPositive();
    }

    @Test
    void whatLiesBeforeTheSnapshotIsNotReadAgain() {
        ArtistState folded = loaded();
        assertThat(storage.snapshots().newest("art_long"))
                .get()
                .extracting(Snapshot::revision)
                .isEqualTo(250L);
        spoil("UPDATE events SET payload = 'x' WHERE revision <= 250");

        assertThat(loaded()).isEqualTo(folded);

        appender.append(SomeCommits.commit("art_long", 251, "cmd_after", 1));
        assertThat(loaded().deleted()).isTrue();
    }

    @Test
    void aSnapshotOfAnotherFormIsNotReadAndTheStreamIsFoldedAnew() {
        ArtistState folded = loaded();
        spoil("UPDATE snapshots SET form = 'older', state = 'x'");

        assertThat(loaded()).isEqualTo(folded);
    }

    @Test
    void aStreamWithAGapIsNotLoaded() {
        spoil("DELETE FROM events WHERE revision = 120");

        assertThatThrownBy(this::loaded).hasStackTraceContaining("Revision 120 of art_long is missing");
    }

    @Test
    void everyStateIsTheSameAfterItWasKept() {
        ArtistState artist = null;
        GenerationState generation = null;
        for (DomainEvent event : Histories.everyEvent()) {
            if (event instanceof ArtistEvent e) {
                artist = ArtistState.evolve(artist, e);
                assertThat(Json.read(Json.bytes(artist), ArtistState.class)).isEqualTo(artist);
            } else {
                generation = GenerationState.evolve(generation, (GenerationEvent) event);
                assertThat(Json.read(Json.bytes(generation), GenerationState.class))
                        .isEqualTo(generation);
            }
        }
    }
}
