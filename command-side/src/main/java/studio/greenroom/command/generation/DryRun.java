package studio.greenroom.command.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.prompt.Prompt;

/**
 * What a request would lead to.
 *
 * @param provider who is asked first; null while nobody has said who makes things, as {@code model}
 * @param chain    who is asked, one after another where that is allowed
 * @param prompt   as the first provider is given it; a text model is given the system's words apart
 * @param negative what is not to be seen, where that is told apart from the prompt
 * @param seed     null when it will be drawn
 * @param quote    what it may cost; null when that can not be said
 * @param earlier  the generation that would answer without anything being made; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DryRun(
        GenerationKind kind,
        @Nullable String provider,
        @Nullable String model,
        List<Assignment> chain,
        @Nullable String system,
        String prompt,
        @Nullable String negative,
        List<PromptPart> parts,
        @Nullable String task,
        @Nullable Long seed,
        int variants,
        int width,
        int height,
        @Nullable Cost quote,
        @Nullable String earlier) {

    static DryRun of(Draft draft, boolean knowsNegative, @Nullable String earlier) {
        GenerationOrder order = draft.order();
        Prompt prompt = new Prompt(order.parts());
        boolean image = draft.kind() == GenerationKind.IMAGE;
        Prompt.ForModel words = prompt.forModel(knowsNegative);
        Assignment first = order.chain().isEmpty() ? null : order.chain().get(0);
        return new DryRun(
                draft.kind(),
                first == null ? null : first.provider(),
                first == null ? null : first.model(),
                order.chain(),
                image ? null : prompt.system(),
                image ? words.positive() : prompt.user(),
                image ? words.negative() : null,
                order.parts(),
                order.task(),
                draft.givenSeed(),
                order.variants(),
                order.width(),
                order.height(),
                order.quote(),
                earlier);
    }
}
