package studio.greenroom.kernel.artist;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.generation.ImageResult;

/** What can be asked of an artist. */
public sealed interface ArtistCommand extends Command {

    String artistId();

    @Override
    default String streamId() {
        return artistId();
    }

    record CreateArtist(String artistId, Persona persona) implements ArtistCommand {}

    record EditArtist(String artistId, Persona persona) implements ArtistCommand {}

    record DeleteArtist(String artistId) implements ArtistCommand {}

    record RestoreArtist(String artistId) implements ArtistCommand {}

    /**
     * Brings a generated bio. It is applied when the artist's bio is still the one it was made from, else offered.
     *
     * @param basedOn the bio it was made from; null when there was none
     */
    record DeliverBio(
            String artistId,
            String generationId,
            boolean offline,
            @Nullable String basedOn,
            String bio) implements ArtistCommand {}

    record AddImage(String artistId, String generationId, int variant, ImageResult image, String altText)
            implements ArtistCommand {

        /** One that was stored before there were variants names none: it brings the first. */
        public AddImage {
            variant = Math.max(1, variant);
        }
    }
}
