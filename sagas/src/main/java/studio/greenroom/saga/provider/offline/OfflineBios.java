package studio.greenroom.saga.provider.offline;

import java.time.Duration;
import java.util.function.DoubleConsumer;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.prose.BioBrief;
import studio.greenroom.prose.BioWriter;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** Writes bios in this process: for everybody without a key, and the same bio for the same seed. */
public final class OfflineBios implements TextProvider {

    static final String NAME = "offline";

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
        Persona persona = request.persona();
        String bio = BioWriter.compose(new BioBrief(
                persona.name(),
                persona.genre(),
                persona.traits(),
                persona.style(),
                persona.bio(),
                request.instruction(),
                request.seed()));
        progress.accept(1);
        return new TextAnswer(bio, null, Cost.FREE, null);
    }
}
