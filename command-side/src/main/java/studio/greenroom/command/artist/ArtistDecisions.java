package studio.greenroom.command.artist;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What an artist makes of a command: the events it leads to, none when nothing changes. */
final class ArtistDecisions {

    private ArtistDecisions() {}

    /** @param artist null only for {@link CreateArtist} */
    static List<ArtistEvent> decide(@Nullable ArtistState artist, ArtistCommand command) {
        if (command instanceof CreateArtist create) {
            return List.of(new ArtistCreated(create.artistId(), create.persona()));
        } else if (artist == null) {
            throw new IllegalStateException("An artist begins with CreateArtist, not "
                    + command.getClass().getSimpleName());
        } else if (command instanceof EditArtist edit) {
            return edit(artist, edit);
        } else if (command instanceof DeleteArtist) {
            return artist.deleted() ? List.of() : List.of(new ArtistDeleted(artist.id()));
        } else if (command instanceof RestoreArtist) {
            return artist.deleted() ? List.of(new ArtistRestored(artist.id())) : List.of();
        } else if (command instanceof DeliverBio deliver) {
            return deliver(artist, deliver);
        } else if (command instanceof AddImage add) {
            return List.of(new ImageAdded(artist.id(), add.generationId(), add.variant(), add.image(), add.altText()));
        }
        throw new IllegalStateException("No decision for " + command.getClass().getSimpleName());
    }

    private static List<ArtistEvent> edit(ArtistState artist, EditArtist edit) {
        requirePresent(artist);
        return edit.persona().equals(artist.persona())
                ? List.of()
                : List.of(new ArtistEdited(artist.id(), edit.persona()));
    }

    /** What a person wrote in the meantime is never overwritten. */
    private static List<ArtistEvent> deliver(ArtistState artist, DeliverBio deliver) {
        boolean unchanged = Objects.equals(artist.persona().bio(), deliver.basedOn());
        return List.of(
                unchanged
                        ? new BioApplied(artist.id(), deliver.generationId(), deliver.offline(), deliver.bio())
                        : new BioOffered(artist.id(), deliver.generationId(), deliver.offline(), deliver.bio()));
    }

    static void requirePresent(ArtistState artist) {
        if (artist.deleted()) {
            throw new Problem(ProblemCode.ARTIST_DELETED, "Restore the artist first.");
        }
    }
}
