package studio.greenroom.command.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;

/** Opens what generations decide to the simulation, which runs them without Axon's repository. */
public final class OpenDecisions {

    private OpenDecisions() {}

    public static List<GenerationEvent> decide(@Nullable GenerationState generation, GenerationCommand command) {
        return GenerationDecisions.decide(generation, command);
    }
}
