package studio.greenroom.saga.provider.offline;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.PromptPart.Role;
import studio.greenroom.kernel.prompt.PromptRequest;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.prompt.TaskOutput;
import studio.greenroom.prose.BioBrief;
import studio.greenroom.prose.BioWriter;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** Writes in this process: for everybody without a key, and the same text for the same words and seed. */
public final class OfflineTexts implements TextProvider {

    public static final String NAME = "offline";
    /** The line by which a model is told what stands below. */
    private static final Pattern LABEL = Pattern.compile("^[^\\n]*:\\n");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String model() {
        return "greenroom-prose/1";
    }

    @Override
    public boolean offline() {
        return true;
    }

    @Override
    public Cost estimate(String model, GenerationRequested request) {
        return Cost.FREE;
    }

    @Override
    public TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout) {
        String text = text(request);
        Task task = request.task();
        String data = task == null ? null : FormFilling.of(task, text, words(request, text), request.seed());
        progress.accept(1);
        if (task == null || data == null) {
            return new TextAnswer(text, null, null, Cost.FREE, null);
        }
        TaskOutput.Typed typed = (TaskOutput.Typed) TaskOutput.read(task, data);
        return new TextAnswer(typed.main(), typed.json(), null, Cost.FREE, null);
    }

    /** A bio of somebody; without anybody, the material itself, which is all that there is to say. */
    private static String text(TextRequest request) {
        Persona persona = request.persona();
        if (persona == null) {
            return words(request, "");
        }
        return BioWriter.compose(new BioBrief(
                persona.name(),
                persona.genre(),
                persona.traits(),
                persona.style(),
                persona.bio(),
                request.wish(),
                request.seed()));
    }

    /** What a form is filled from: the person's own words and material before ours. */
    private static String words(TextRequest request, String text) {
        Stream<PromptPart> given = request.prompt().parts().stream()
                .filter(part -> part.origin().equals(PromptRequest.REQUEST) && part.role() != Role.AVOID)
                .sorted(Comparator.comparing(part -> part.role() != Role.WISH));
        String words = Stream.concat(
                        given.map(part -> LABEL.matcher(part.text()).replaceFirst("")), Stream.of(text))
                .filter(said -> !said.isBlank())
                .collect(Collectors.joining("\n"));
        return words.isEmpty() ? "Nothing was asked for." : words;
    }
}
