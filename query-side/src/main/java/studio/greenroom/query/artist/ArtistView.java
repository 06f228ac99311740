package studio.greenroom.query.artist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.ArtistState.GeneratedBio;
import studio.greenroom.kernel.artist.Persona;

/** An artist as the API answers it; {@code cover} is the newest picture. */
public record ArtistView(
        String id,
        long revision,
        String name,
        String genre,
        @Nullable String bio,
        @Nullable BioOrigin bioOrigin,
        @Nullable GeneratedBio offeredBio,
        List<String> traits,
        @Nullable String style,
        @Nullable ImageView cover,
        long imageCount,
        boolean deleted,
        Instant createdAt,
        Instant updatedAt) {

    /** The generation that wrote the bio. */
    public record BioOrigin(String generationId, boolean offline) {}

    static ArtistView of(ArtistRecord artist) {
        Persona persona = artist.state().persona();
        GeneratedBio origin = artist.state().bioOrigin();
        return new ArtistView(
                artist.state().id(),
                artist.revision(),
                persona.name(),
                persona.genre(),
                persona.bio(),
                origin == null ? null : new BioOrigin(origin.generationId(), origin.offline()),
                artist.state().offeredBio(),
                persona.traits(),
                persona.style(),
                artist.cover() == null ? null : artist.cover().view(),
                artist.imageCount(),
                artist.state().deleted(),
                artist.createdAt(),
                artist.updatedAt());
    }
}
