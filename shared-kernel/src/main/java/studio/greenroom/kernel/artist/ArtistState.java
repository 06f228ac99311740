package studio.greenroom.kernel.artist;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistEdited;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistRestored;
import studio.greenroom.kernel.artist.ArtistEvent.BioApplied;
import studio.greenroom.kernel.artist.ArtistEvent.BioOffered;
import studio.greenroom.kernel.artist.ArtistEvent.ImageAdded;

/**
 * An artist as the events have made them. A pure fold: the aggregate decides on it and the read model keeps it.
 *
 * @param bioOrigin  where the present bio came from; null when a person wrote it
 * @param offeredBio a generated bio that waits to be taken
 * @param images     oldest first
 */
public record ArtistState(
        String id,
        Persona persona,
        @Nullable GeneratedBio bioOrigin,
        @Nullable GeneratedBio offeredBio,
        List<ArtistImage> images,
        boolean deleted) {

    /** A bio that a generation wrote; {@code offline} when no model was asked. */
    public record GeneratedBio(String generationId, boolean offline, String text) {}

    /** The state after the event; {@code before} is null for the first one of a stream. */
    public static ArtistState evolve(@Nullable ArtistState before, ArtistEvent event) {
        if (event instanceof ArtistCreated created) {
            return new ArtistState(created.artistId(), created.persona(), null, null, List.of(), false);
        }
        if (before == null) {
            throw new IllegalStateException("The first event of an artist is ArtistCreated, not "
                    + event.getClass().getSimpleName());
        }
        return before.after(event);
    }

    private ArtistState after(ArtistEvent event) {
        if (event instanceof ArtistEdited edited) {
            return edited(edited.persona());
        } else if (event instanceof ArtistDeleted) {
            return withDeleted(true);
        } else if (event instanceof ArtistRestored) {
            return withDeleted(false);
        } else if (event instanceof BioApplied applied) {
            GeneratedBio origin = new GeneratedBio(applied.generationId(), applied.offline(), applied.bio());
            return new ArtistState(id, persona.withBio(applied.bio()), origin, null, images, deleted);
        } else if (event instanceof BioOffered offered) {
            GeneratedBio offer = new GeneratedBio(offered.generationId(), offered.offline(), offered.bio());
            return new ArtistState(id, persona, bioOrigin, offer, images, deleted);
        } else if (event instanceof ImageAdded added) {
            List<ArtistImage> more = new ArrayList<>(images);
            more.add(new ArtistImage(added.generationId(), added.variant(), added.image(), added.altText()));
            return new ArtistState(id, persona, bioOrigin, offeredBio, List.copyOf(more), deleted);
        }
        throw new IllegalStateException("No fold for " + event.getClass().getSimpleName());
    }

    /** Taking the offered text keeps its origin; changing the bio in any other way makes it the person's own. */
    private ArtistState edited(Persona next) {
        boolean taken = offeredBio != null && offeredBio.text().equals(next.bio());
        boolean kept = bioOrigin != null && bioOrigin.text().equals(next.bio());
        GeneratedBio origin = taken ? offeredBio : kept ? bioOrigin : null;
        return new ArtistState(id, next, origin, taken ? null : offeredBio, images, deleted);
    }

    private ArtistState withDeleted(boolean now) {
        return new ArtistState(id, persona, bioOrigin, offeredBio, images, now);
    }
}
