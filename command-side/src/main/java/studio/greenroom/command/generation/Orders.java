package studio.greenroom.command.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.command.artist.ArtistAt;
import studio.greenroom.command.offer.Offers;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.Lineage;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.PromptPart.Role;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.Problem.FieldError;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.prompt.Prompt;
import studio.greenroom.kernel.prompt.PromptBuilder;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.PromptRequest;
import studio.greenroom.kernel.prompt.Task;

/** Makes orders of requests: puts the prompt together, names who is asked, and draws a seed where none is given. */
@Component
class Orders {

    private static final int DRAWN_SEEDS = 1_000_000;

    private final PromptBuilder prompts;
    private final Offers offers;
    private final PriceList prices;
    private final RandomGenerator random;

    Orders(PromptLibrary library, Offers offers, PriceList prices, RandomGenerator random) {
        this.prompts = new PromptBuilder(library);
        this.offers = offers;
        this.prices = prices;
        this.random = random;
    }

    /**
     * @param artist as they are now; null when the request names none
     * @throws Problem VALIDATION_FAILED when its parts do not make a prompt
     */
    GenerationOrder order(Wanted wanted, @Nullable ArtistAt artist) {
        Persona persona =
                artist == null ? wanted.words().persona() : artist.state().persona();
        String origin = artist == null
                ? PromptRequest.REQUEST
                : "artist:" + artist.state().id() + '@' + artist.revision();
        List<Assignment> chain = chain(wanted.kind());
        List<PromptPart> parts = prompt(wanted, persona, origin).parts();
        return new GenerationOrder(
                artist == null ? null : artist.state().id(),
                artist == null ? 0 : artist.revision(),
                wanted.seed() == null ? draw() : wanted.seed(),
                wanted.variants(),
                wanted.width(),
                wanted.height(),
                wanted.policy(),
                wanted.task() == null ? null : wanted.task().reference(),
                chain,
                quote(chain, wanted.kind(), wanted.width(), wanted.height(), parts, wanted.variants()),
                null,
                null,
                persona,
                wanted.words().wish(),
                parts);
    }

    /** What was asked for before, and what is to be different; the artist as they were then. */
    GenerationOrder again(GenerationState earlier, Again again) {
        GenerationRequested request = earlier.request();
        List<PromptPart> parts = new ArrayList<>(prompts.of(request).parts());
        String prompt = request.prompt();
        if (again.promptDelta() != null) {
            parts.add(new PromptPart(Role.WISH, again.promptDelta(), PromptRequest.REQUEST));
            prompt = prompt == null ? again.promptDelta() : prompt + "\n" + again.promptDelta();
        }
        Lineage line = request.lineage();
        List<Assignment> chain = chain(request.kind());
        int variants = again.variants() == null ? request.variants() : again.variants();
        return new GenerationOrder(
                request.artistId(),
                request.artistRevision(),
                again.lockSeed() ? request.seed() : again.seed() == null ? draw() : again.seed(),
                variants,
                request.width(),
                request.height(),
                again.policy() == null ? RetryPolicyName.of(request.policy()) : again.policy(),
                request.task(),
                chain,
                quote(chain, request.kind(), request.width(), request.height(), parts, variants),
                null,
                new Lineage(earlier.id(), line == null ? earlier.id() : line.root(), again.lockSeed()),
                request.persona(),
                prompt,
                parts);
    }

    /** How a generation is to be made once more. */
    record Again(
            @Nullable String promptDelta,
            boolean lockSeed,
            @Nullable Long seed,
            @Nullable Integer variants,
            @Nullable RetryPolicyName policy) {}

    private Prompt prompt(Wanted wanted, @Nullable Persona persona, String origin) {
        PromptRequest words = wanted.words().persona(persona, origin);
        try {
            Task task = wanted.task();
            return task != null
                    ? task.prompt(input(wanted, task, persona), persona, origin)
                    : switch (wanted.kind()) {
                        case IMAGE -> prompts.image(words);
                        case BIO -> prompts.bio(words);
                        case TEXT -> prompts.text(words);
                    };
        } catch (IllegalArgumentException e) {
            // It begins with the field's name.
            String[] said = String.valueOf(e.getMessage()).split(" ", 2);
            String field = wanted.task() == null ? said[0] : "input." + said[0];
            throw new Problem(
                    ProblemCode.VALIDATION_FAILED,
                    "Change the fields named in errors and send it again.",
                    List.of(new FieldError(field, "It " + said[said.length - 1] + ".")));
        }
    }

    /** What the request says besides the task's fields stands for the field of that meaning. */
    private static Map<String, String> input(Wanted wanted, Task task, @Nullable Persona persona) {
        Map<String, String> input = new HashMap<>(wanted.input());
        for (Task.Field field : task.input()) {
            String own =
                    switch (field.name()) {
                        case "wish" -> wanted.words().wish();
                        case "bio" -> persona == null ? null : persona.bio();
                        default -> null;
                    };
            if (own != null) {
                input.putIfAbsent(field.name(), own);
            }
        }
        return input;
    }

    /** Enough for whoever is asked in the end; null when nobody is known, or their price is not. */
    private @Nullable Cost quote(
            List<Assignment> chain, GenerationKind kind, int width, int height, List<PromptPart> parts, int variants) {
        int characters = parts.stream().mapToInt(part -> part.text().length()).sum();
        return prices.estimate(chain, kind, width, height, characters, variants);
    }

    private List<Assignment> chain(GenerationKind kind) {
        return offers.of(kind).stream().map(Offer::assignment).toList();
    }

    private long draw() {
        return random.nextInt(DRAWN_SEEDS);
    }
}
