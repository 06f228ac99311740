package studio.greenroom.kernel.artist;

import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.EventType;
import studio.greenroom.kernel.event.Personal;
import studio.greenroom.kernel.generation.ImageResult;

/** What happens to an artist. */
public sealed interface ArtistEvent extends DomainEvent {

    String artistId();

    @Override
    default String streamId() {
        return artistId();
    }

    @EventType("ArtistCreated")
    record ArtistCreated(String artistId, @Personal Persona persona) implements ArtistEvent {}

    /** The whole persona as it is from now on. */
    @EventType("ArtistEdited")
    record ArtistEdited(String artistId, @Personal Persona persona) implements ArtistEvent {}

    @EventType("ArtistDeleted")
    record ArtistDeleted(String artistId) implements ArtistEvent {}

    @EventType("ArtistRestored")
    record ArtistRestored(String artistId) implements ArtistEvent {}

    /** A generated bio became the artist's bio. */
    @EventType("BioApplied")
    record BioApplied(
            String artistId,
            String generationId,
            boolean offline,
            @Personal String bio) implements ArtistEvent {}

    /** A generated bio arrived after its artist's bio had changed: it waits for a person to take it. */
    @EventType("BioOffered")
    record BioOffered(
            String artistId,
            String generationId,
            boolean offline,
            @Personal String bio) implements ArtistEvent {}

    /** @param variant of the generation, from 1 */
    @EventType(value = "ImageAdded", revision = 2)
    record ImageAdded(
            String artistId,
            String generationId,
            int variant,
            ImageResult image,
            @Personal String altText) implements ArtistEvent {}
}
