package studio.greenroom.kernel.event;

import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what was stored in an older shape to the next one, step by step, so that nobody else knows of older shapes.
 * Each step is named by the type and the revision that it starts from.
 */
final class Upcasters {

    private static final Map<String, Consumer<ObjectNode>> STEPS = Map.of(
            // Variants came, and who is asked, what it may cost and the prompt in its parts.
            "GenerationRequested/1",
            event -> {
                event.put("variants", 1);
                event.putArray("chain");
                event.putArray("parts");
            },
            "AttemptStarted/1",
            Upcasters::firstVariant,
            // The result moved here from the generation's end, where what is older still has it.
            "AttemptSucceeded/1",
            event -> {
                firstVariant(event);
                event.put("offline", event.path("provider").asString("").equals("offline"));
            },
            "AttemptFailed/1",
            Upcasters::firstVariant,
            "GenerationSucceeded/1",
            event -> {
                event.put("succeeded", 1);
                event.remove("attempt");
            },
            "LateResultRecorded/1",
            Upcasters::firstVariant,
            "ImageAdded/1",
            Upcasters::firstVariant);

    private Upcasters() {}

    static void bring(ObjectNode event, String type, int from, int to) {
        for (int revision = from; revision < to; revision++) {
            Consumer<ObjectNode> step = STEPS.get(type + '/' + revision);
            if (step == null) {
                throw new IllegalStateException("Nothing brings " + type + " on from revision " + revision);
            }
            step.accept(event);
        }
    }

    private static void firstVariant(ObjectNode event) {
        event.put("variant", 1);
    }
}
