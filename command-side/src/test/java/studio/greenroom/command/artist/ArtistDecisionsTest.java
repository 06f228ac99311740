package studio.greenroom.command.artist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.kernel.event.Histories.ARTIST;
import static studio.greenroom.kernel.event.Histories.GENERATION;
import static studio.greenroom.kernel.event.Histories.IMAGE;
import static studio.greenroom.kernel.event.Histories.MARA;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.ArtistCommand;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.CreateArtist;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.artist.ArtistCommand.EditArtist;
import studio.greenroom.kernel.artist.ArtistCommand.RestoreArtist;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistEdited;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistRestored;
import studio.greenroom.kernel.artist.ArtistEvent.BioApplied;
import studio.greenroom.kernel.artist.ArtistEvent.BioOffered;
import studio.greenroom.kernel.artist.ArtistEvent.ImageAdded;
import studio.greenroom.kernel.artist.ArtistState;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

class ArtistDecisionsTest {

    private static final ArtistEvent CREATED = new ArtistCreated(ARTIST, MARA);

    private static List<ArtistEvent> given(List<ArtistEvent> history, ArtistCommand when) {
        ArtistState state = null;
        for (ArtistEvent event : history) {
            state = ArtistState.evolve(state, event);
        }
        return ArtistDecisions.decide(state, when);
    }

    @Test
    void creatingAnArtistSaysWhoTheyAre() {
        assertThat(given(List.of(), new CreateArtist(ARTIST, MARA))).containsExactly(CREATED);
    }

    @Test
    void anEditSaysTheWholePersona() {
        Persona louder = MARA.withBio("Louder.");

        assertThat(given(List.of(CREATED), new EditArtist(ARTIST, louder)))
                .containsExactly(new ArtistEdited(ARTIST, louder));
    }

    @Test
    void anEditThatChangesNothingSaysNothing() {
        assertThat(given(List.of(CREATED), new EditArtist(ARTIST, MARA))).isEmpty();
    }

    @Test
    void aDeletedArtistIsNotEdited() {
        Problem refused = catchThrowableOfType(
                Problem.class,
                () -> given(List.of(CREATED, new ArtistDeleted(ARTIST)), new EditArtist(ARTIST, MARA.withBio("x"))));

        assertThat(refused.code()).isEqualTo(ProblemCode.ARTIST_DELETED);
    }

    @Test
    void deletingAndRestoringTwiceChangesNothingTheSecondTime() {
        assertThat(given(List.of(CREATED), new DeleteArtist(ARTIST))).containsExactly(new ArtistDeleted(ARTIST));
        assertThat(given(List.of(CREATED, new ArtistDeleted(ARTIST)), new DeleteArtist(ARTIST)))
                .isEmpty();
        assertThat(given(List.of(CREATED, new ArtistDeleted(ARTIST)), new RestoreArtist(ARTIST)))
                .containsExactly(new ArtistRestored(ARTIST));
        assertThat(given(List.of(CREATED), new RestoreArtist(ARTIST))).isEmpty();
    }

    @Test
    void aGeneratedBioIsAppliedWhileTheBioItWasMadeFromStands() {
        assertThat(given(List.of(CREATED), new DeliverBio(ARTIST, GENERATION, true, MARA.bio(), "New.")))
                .containsExactly(new BioApplied(ARTIST, GENERATION, true, "New."));
    }

    @Test
    void aGeneratedBioIsOnlyOfferedWhenAPersonHasWrittenInTheMeantime() {
        ArtistEvent written = new ArtistEdited(ARTIST, MARA.withBio("Mine."));

        assertThat(given(List.of(CREATED, written), new DeliverBio(ARTIST, GENERATION, true, MARA.bio(), "New.")))
                .containsExactly(new BioOffered(ARTIST, GENERATION, true, "New."));
    }

    @Test
    void takingTheOfferedBioKeepsWhereItCameFrom() {
        ArtistState state = null;
        for (ArtistEvent event : List.of(
                CREATED,
                new BioOffered(ARTIST, GENERATION, true, "New."),
                new ArtistEdited(ARTIST, MARA.withBio("New.")))) {
            state = ArtistState.evolve(state, event);
        }

        assertThat(state.offeredBio()).isNull();
        assertThat(state.bioOrigin().generationId()).isEqualTo(GENERATION);
    }

    @Test
    void aPictureIsKeptEvenWhenItsArtistWasDeletedMeanwhile() {
        assertThat(given(
                        List.of(CREATED, new ArtistDeleted(ARTIST)),
                        new AddImage(ARTIST, GENERATION, 1, IMAGE, "A portrait")))
                .containsExactly(new ImageAdded(ARTIST, GENERATION, 1, IMAGE, "A portrait"));
    }
}
