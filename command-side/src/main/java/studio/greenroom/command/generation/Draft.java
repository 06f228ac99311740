package studio.greenroom.command.generation;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;

/**
 * An order that may be placed: its words are allowed.
 *
 * @param givenSeed the seed that the request names; null when the order's was drawn
 */
record Draft(
        GenerationKind kind,
        GenerationOrder order,
        @Nullable Long givenSeed) {

    /** The same, to be compared with the owner's other requests. */
    Draft compared(String requestHash) {
        return new Draft(kind, order.withRequestHash(requestHash), givenSeed);
    }

    GenerationCommand command(String generationId) {
        return switch (kind) {
            case BIO -> new RequestBio(generationId, order);
            case TEXT -> new RequestText(generationId, order);
            case IMAGE -> new RequestImage(generationId, order);
        };
    }
}
