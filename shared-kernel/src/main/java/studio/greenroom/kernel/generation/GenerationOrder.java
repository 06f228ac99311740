package studio.greenroom.kernel.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;

/**
 * What is asked of a generation.
 *
 * @param artistId       whom the result is for; null when it stands for itself
 * @param artistRevision the artist's revision whose persona this is; 0 without an artist
 * @param seed           of the first variant; each further one has the next
 * @param variants       how many are made, from 1
 * @param width          pixels, as {@code height}; 0 for text
 * @param task           name and version of the language model's task, such as {@code refine-bio@1}; null for none
 * @param chain          who is asked, one after another where that is allowed; empty leaves it to whoever starts attempts
 * @param quote          what it may cost; null when that can not be said
 * @param requestHash    tells the same request of the same owner; null for one that is not compared
 * @param lineage        what it was regenerated from; null for a first one
 * @param prompt         the person's own words
 * @param parts          the assembled prompt
 */
public record GenerationOrder(
        @Nullable String artistId,
        long artistRevision,
        long seed,
        int variants,
        int width,
        int height,
        RetryPolicyName policy,
        @Nullable String task,
        List<Assignment> chain,
        @Nullable Cost quote,
        @Nullable String requestHash,
        @Nullable Lineage lineage,
        @Nullable Persona persona,
        @Nullable String prompt,
        List<PromptPart> parts) {

    public GenerationOrder {
        chain = List.copyOf(chain);
        parts = List.copyOf(parts);
    }

    /** The same, to be compared with others by that. */
    public GenerationOrder withRequestHash(String hash) {
        return new GenerationOrder(
                artistId,
                artistRevision,
                seed,
                variants,
                width,
                height,
                policy,
                task,
                chain,
                quote,
                hash,
                lineage,
                persona,
                prompt,
                parts);
    }
}
