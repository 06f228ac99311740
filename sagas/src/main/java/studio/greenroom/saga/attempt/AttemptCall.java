package studio.greenroom.saga.attempt;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.log.LogContext;
import studio.greenroom.kernel.prompt.PromptBuilder;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;
import studio.greenroom.saga.provider.Details;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.ImageRequest;
import studio.greenroom.saga.provider.Provider;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.Providers;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;

/** Makes one call of a provider and says what came of it: whatever happens, it is one of our outcomes. */
final class AttemptCall {

    private static final Logger log = LoggerFactory.getLogger(AttemptCall.class);
    private static final int SAVE_TRIES = 3;
    /** Characters; as long as a task's answer may be. */
    private static final int MAX_TEXT = 20_000;

    private final Providers providers;
    private final BlobStore blobs;
    private final PromptLibrary library;
    private final PromptBuilder prompts;
    private final Tracing tracing;

    AttemptCall(Providers providers, BlobStore blobs, PromptLibrary library, Tracing tracing) {
        this.providers = providers;
        this.blobs = blobs;
        this.library = library;
        this.prompts = new PromptBuilder(library);
        this.tracing = tracing;
    }

    AttemptOutcome make(AttemptOrder order, ProgressReport progress) {
        try (LogContext context = LogContext.of(order.report(), order.generationId())) {
            Instant began = tracing.now();
            AttemptOutcome outcome = outcome(order, progress);
            tracing.done(order.report().correlationId(), began, () -> work(order, outcome));
            return outcome;
        }
    }

    private static Work work(AttemptOrder order, AttemptOutcome outcome) {
        String event = order.report().causationId();
        return Work.of(Work.Kind.CALL, "call " + order.provider(), SpanIds.ofSaga(event), SpanIds.ofCall(event))
                .with("greenroom.generation.id", order.generationId())
                .with("greenroom.variant", (long) order.variant())
                .with("greenroom.attempt", (long) order.attempt())
                .with("greenroom.kind", order.request().kind().word())
                .with("greenroom.model", order.model())
                .failed(
                        outcome instanceof AttemptOutcome.Failed failed
                                ? failed.code().name()
                                : null);
    }

    private AttemptOutcome outcome(AttemptOrder order, ProgressReport progress) {
        long start = System.nanoTime();
        progress.accepted();
        try {
            return order.request().kind() == GenerationKind.IMAGE
                    ? draw(order, progress, start)
                    : write(order, progress, start);
        } catch (ProviderFailure e) {
            Duration retryAfter = e.retryAfter();
            return new AttemptOutcome.Failed(
                    e.code(),
                    since(start),
                    retryAfter == null ? null : retryAfter.toMillis(),
                    e.cost(),
                    e.requestId(),
                    e.getMessage());
        } catch (CancellationException e) {
            return unended(order, start, "It was stopped: nobody waited for it.");
        } catch (RuntimeException | Error e) {
            log.error("Failed: {}", order.inWords(), Details.loggable(e));
            return unended(order, start, e.getClass().getSimpleName());
        }
    }

    /** What a provider asks for a call that came to no end is known only where that is nothing. */
    private AttemptOutcome unended(AttemptOrder order, long start, String detail) {
        boolean free = providers
                .find(order.request().kind(), order.provider())
                .map(Provider::freeToStop)
                .orElse(false);
        return free
                ? failed(FailureCode.INTERNAL, start, Cost.FREE, detail)
                : failed(FailureCode.OUTCOME_UNKNOWN, start, estimate(order), detail);
    }

    /** The outcome of a call whose worker is gone. */
    AttemptOutcome unknown(AttemptOrder order) {
        return new AttemptOutcome.Failed(FailureCode.OUTCOME_UNKNOWN, 0, null, estimate(order), null, null);
    }

    private AttemptOutcome write(AttemptOrder order, ProgressReport progress, long start) {
        GenerationRequested asked = order.request();
        TextProvider provider = providers.text(order.provider()).orElseThrow(() -> missing(order));
        progress.prompt();
        TextAnswer answer = provider.write(
                new TextRequest(
                        order.model(),
                        prompts.of(asked),
                        asked.persona(),
                        asked.prompt(),
                        task(asked),
                        order.seed(),
                        asked.kind() == GenerationKind.BIO ? Persona.MAX_BIO : MAX_TEXT),
                progress::progress,
                order.timeout());
        progress.saving();
        return new AttemptOutcome.Text(
                answer.text(),
                answer.data(),
                provider.offline(),
                since(start),
                answer.usage(),
                answer.cost(),
                answer.requestId());
    }

    private @Nullable Task task(GenerationRequested asked) {
        return asked.task() == null
                ? null
                : library.task(asked.task())
                        .orElseThrow(() -> new ProviderFailure(
                                FailureCode.INTERNAL,
                                "There is no task " + asked.task() + " here: have all processes the same prompts?",
                                null,
                                null,
                                Cost.FREE));
    }

    private AttemptOutcome draw(AttemptOrder order, ProgressReport progress, long start) {
        GenerationRequested asked = order.request();
        ImageProvider provider = providers.image(order.provider()).orElseThrow(() -> missing(order));
        progress.prompt();
        ImageAnswer answer = provider.draw(
                new ImageRequest(
                        order.model(),
                        order.owner(),
                        prompts.of(asked),
                        asked.persona(),
                        asked.prompt(),
                        order.seed(),
                        asked.width(),
                        asked.height()),
                progress,
                order.timeout());
        progress.saving();
        String blob = save(order.owner(), answer);
        saveThumbnail(order.owner(), blob, answer.bytes());
        progress.saved();
        ImageResult image = new ImageResult(
                blob,
                answer.mediaType(),
                answer.bytes().length,
                answer.width(),
                answer.height(),
                answer.seed(),
                order.provider(),
                order.model(),
                provider.offline(),
                answer.dominantColour());
        return new AttemptOutcome.Image(
                image, answer.altText(), since(start), answer.usage(), answer.cost(), answer.requestId());
    }

    /** Tries more than once: what a provider made may have been paid for. */
    private String save(String owner, ImageAnswer answer) {
        for (int tries = 1; ; tries++) {
            try {
                return blobs.put(owner, answer.bytes());
            } catch (RuntimeException e) {
                log.warn("A picture could not be saved (try {} of {})", tries, SAVE_TRIES, e);
                if (tries == SAVE_TRIES) {
                    throw new ProviderFailure(
                            FailureCode.INTERNAL,
                            "The picture could not be saved.",
                            null,
                            answer.requestId(),
                            answer.cost());
                }
            }
        }
    }

    /** Without one the picture itself is sent: nobody's picture fails for it. */
    private void saveThumbnail(String owner, String blob, byte[] picture) {
        try {
            blobs.putThumbnail(owner, blob, SmallPicture.thumbnail(picture));
        } catch (IOException | RuntimeException | Error e) {
            log.warn("A picture has no thumbnail: {}", e.toString());
        }
    }

    private @Nullable Cost estimate(AttemptOrder order) {
        return providers.estimate(order.request(), order.provider(), order.model());
    }

    private static ProviderFailure missing(AttemptOrder order) {
        return new ProviderFailure(
                FailureCode.PROVIDER_UNAVAILABLE,
                "The provider " + order.provider() + " is not configured any more.",
                null,
                null,
                Cost.FREE);
    }

    private static AttemptOutcome failed(FailureCode code, long start, @Nullable Cost cost, String detail) {
        return new AttemptOutcome.Failed(code, since(start), null, cost, null, detail);
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
