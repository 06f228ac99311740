package studio.greenroom.saga.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.prompt.Prompt;
import studio.greenroom.kernel.prompt.PromptBuilder;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.PromptRequest;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.TextRequest;

/** What providers are asked for in tests: something about {@link FakeAggregates#NOVA}, and rain. */
public final class Wishes {

    public static final PromptLibrary LIBRARY = PromptLibrary.comingAlong();
    /** Answers with a text and a list. */
    public static final Task TASK = LIBRARY.task("evolve-description").orElseThrow();

    private static final String WISH = "Make it rain!";
    private static final PromptBuilder PROMPTS = new PromptBuilder(LIBRARY);
    private static final PromptRequest WORDS =
            PromptRequest.of(FakeAggregates.NOVA, "artist:art_1@1").wish(WISH);

    private Wishes() {}

    public static ImageRequest image(String model, String owner, int width, int height) {
        return new ImageRequest(model, owner, PROMPTS.image(WORDS), FakeAggregates.NOVA, WISH, 42, width, height);
    }

    /** @param task null for a bio in plain words */
    public static TextRequest text(String model, @Nullable Task task, long seed) {
        Prompt prompt = task == null
                ? PROMPTS.bio(WORDS)
                : task.prompt(
                        Map.of("description", "She began in a garage.", "wish", WISH),
                        FakeAggregates.NOVA,
                        "artist:art_1@1");
        return new TextRequest(model, prompt, FakeAggregates.NOVA, WISH, task, seed, Persona.MAX_BIO);
    }
}
