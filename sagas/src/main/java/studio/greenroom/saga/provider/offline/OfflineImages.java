package studio.greenroom.saga.provider.offline;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import studio.greenroom.art.Brief;
import studio.greenroom.art.Picture;
import studio.greenroom.art.Studio;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.PromptPart.Role;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.ProviderFailure;

/** Draws pictures in this process: for everybody without a key, and the same picture for the same seed. */
public final class OfflineImages implements ImageProvider {

    private static final String MEDIA_TYPE = "image/png";

    @Override
    public String name() {
        return OfflineTexts.NAME;
    }

    @Override
    public String model() {
        return Studio.RENDERER;
    }

    @Override
    public boolean offline() {
        return true;
    }

    @Override
    public void stop(Thread caller) {
        caller.interrupt();
    }

    @Override
    public Cost estimate(String model, GenerationRequested request) {
        return Cost.FREE;
    }

    @Override
    public ImageAnswer draw(ImageRequest request, Onlooker onlooker, Duration timeout) {
        Persona persona = request.persona();
        Brief brief = new Brief(
                persona == null ? null : persona.name(),
                persona == null ? null : persona.genre(),
                style(request),
                persona == null ? null : persona.traits(),
                request.prompt().of(Role.WISH),
                request.seed(),
                request.width(),
                request.height());
        long end = System.nanoTime() + timeout.toNanos();
        Picture picture = Studio.draw(
                brief,
                done -> {
                    goOn(end);
                    onlooker.progress(done);
                },
                preview -> onlooker.preview(preview, MEDIA_TYPE));
        return new ImageAnswer(
                picture.png(),
                MEDIA_TYPE,
                picture.width(),
                picture.height(),
                picture.dominantColour(),
                picture.altText(),
                request.seed(),
                null,
                Cost.FREE,
                null);
    }

    /** A style that was chosen; what stands for none is for models. */
    private static String style(ImageRequest request) {
        return request.prompt().parts().stream()
                .filter(part -> part.role() == Role.STYLE && !part.origin().startsWith("builder"))
                .map(PromptPart::text)
                .collect(Collectors.joining(" "));
    }

    private static void goOn(long end) {
        if (Thread.interrupted()) {
            throw new CancellationException();
        }
        if (System.nanoTime() > end) {
            throw new ProviderFailure(
                    FailureCode.PROVIDER_TIMEOUT, "The drawing took too long.", null, null, Cost.FREE);
        }
    }
}
