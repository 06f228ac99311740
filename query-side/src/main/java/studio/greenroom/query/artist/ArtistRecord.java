package studio.greenroom.query.artist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.ArtistImage;
import studio.greenroom.kernel.artist.ArtistState;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;

/**
 * What the read model keeps of an artist. Pictures are rows of their own, so that the state does not grow with them:
 * {@code state} has none, {@code cover} is the newest and {@code imageCount} its number.
 *
 * @param created  position of the artist's first event, which lists are ordered by
 * @param position of the last event that is in it
 */
record ArtistRecord(
        ArtistState state,
        String owner,
        @Nullable Picture cover,
        long imageCount,
        long revision,
        long created,
        long position,
        Instant createdAt,
        Instant updatedAt) {

    /** A picture and when it was added. */
    record Picture(ArtistImage image, Instant addedAt) {

        ImageView view() {
            return ImageView.of(image.image(), image.generationId(), image.variant(), image.altText(), addedAt);
        }
    }

    static ArtistRecord after(@Nullable ArtistRecord before, Recorded recorded) {
        Envelope envelope = recorded.envelope();
        long due = before == null ? 1 : before.revision + 1;
        if (envelope.revision() != due) {
            throw new IllegalStateException(
                    "Revision %s of %s is due, not %s".formatted(due, envelope.streamId(), envelope.revision()));
        }
        ArtistState state = ArtistState.evolve(before == null ? null : before.state, (ArtistEvent) recorded.event());
        Picture cover = before == null ? null : before.cover;
        long images = before == null ? 0 : before.imageCount;
        if (!state.images().isEmpty()) {
            cover = new Picture(state.images().get(0), envelope.occurredAt());
            images++;
            state = new ArtistState(
                    state.id(), state.persona(), state.bioOrigin(), state.offeredBio(), List.of(), state.deleted());
        }
        return new ArtistRecord(
                state,
                envelope.owner(),
                cover,
                images,
                envelope.revision(),
                before == null ? envelope.position() : before.created,
                envelope.position(),
                before == null ? envelope.occurredAt() : before.createdAt,
                envelope.occurredAt());
    }
}
