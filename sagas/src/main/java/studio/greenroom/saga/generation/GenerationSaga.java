package studio.greenroom.saga.generation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.provider.Assignments;

/**
 * Leads a generation from its request to its end: opens attempts one after another for each variant, and brings each
 * success to its artist. It has at most one command under way for each variant, besides the deadline's.
 */
@SuppressWarnings("NullAway.Init") // It is equipped before its handlers are called.
public class GenerationSaga {

    /** Key of the event's {@link Envelope} in a message's metadata. */
    public static final String ENVELOPE = "envelope";
    /** The property, and the association key, that leads an event to its saga. */
    public static final String GENERATION = "generationId";

    static final String ACTOR = "saga:generation";
    static final String WORKER = "worker:generation";

    private @Nullable GenerationRequested request;
    /** Revision of the last event that was handled: what comes again is passed over. */
    private long revision;
    /** Each variant's last attempt. */
    private Map<Integer, Integer> attempts = new TreeMap<>();
    /** How many attempts of each variant were made before the provider that it is at now. */
    private Map<Integer, Integer> elsewhere = new TreeMap<>();

    private transient Effects effects;
    private transient RetryPolicies policies;
    private transient Assignments assignments;

    /** Gives a new or loaded saga what its handlers work with. */
    public void equip(Effects newEffects, RetryPolicies newPolicies, Assignments newAssignments) {
        effects = newEffects;
        policies = newPolicies;
        assignments = newAssignments;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = GENERATION)
    void on(GenerationRequested event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            request = event;
            Instant deadline = envelope.occurredAt().plus(policy().deadline());
            effects.sendAt(
                    deadline,
                    deadlineTimer(),
                    command(envelope, 1, new FailGeneration(event.generationId(), FailureCode.DEADLINE_EXCEEDED)));
            effects.send(command(envelope, 0, attempt(1, 1, chain().get(0))));
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(AttemptStarted event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            // After a replay the timer that led here is set again, though it fired long ago.
            effects.cancel(retryTimer(event.variant(), event.attempt()));
            boolean first = attempts.put(event.variant(), event.attempt()) == null;
            effects.call(new AttemptOrder(
                    request(),
                    event.variant(),
                    event.attempt(),
                    event.provider(),
                    event.model(),
                    policy().callTimeout(),
                    Outgoing.cause(envelope, WORKER, 0)));
            // One after the other, so that they do not race each other for the generation's next revision.
            if (first && event.variant() < request().variants()) {
                effects.send(command(envelope, 1, attempt(event.variant() + 1, 1, chain().get(0))));
            }
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(AttemptFailed event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (!isNew(envelope)) {
            return;
        }
        int variant = event.variant();
        int next = event.attempt() + 1;
        int here = event.attempt() - elsewhere.getOrDefault(variant, 0);
        Assignment same = new Assignment(event.provider(), event.model());
        Assignment further = further(same);
        if (policy().allowsAfter(here, event.code(), event.retryAfterMillis())) {
            Instant time =
                    envelope.occurredAt().plus(policy().waitAfter(here, event.retryAfterMillis(), envelope.eventId()));
            effects.sendAt(time, retryTimer(variant, next), command(envelope, 0, attempt(variant, next, same)));
        } else if (event.code().elsewhere() && further != null) {
            elsewhere.put(variant, event.attempt());
            effects.send(command(envelope, 0, attempt(variant, next, further)));
        } else {
            effects.send(command(envelope, 0, new FailVariant(event.generationId(), variant, event.code())));
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(AttemptSucceeded event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            deliver(event.variant(), event.image(), event.altText(), event.text(), event.offline(), envelope);
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(GenerationSucceeded event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            // What is older than variants has its result here.
            boolean offline = Boolean.TRUE.equals(event.offline());
            deliver(1, event.image(), event.altText(), event.text(), offline, envelope);
        }
        finish();
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(GenerationFailed event) {
        finish();
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(GenerationCancelled event) {
        finish();
    }

    private void finish() {
        effects.cancel(deadlineTimer());
        attempts.forEach((variant, attempt) -> effects.cancel(retryTimer(variant, attempt + 1)));
        effects.abandon(request().generationId());
        SagaLifecycle.end();
    }

    private GenerationRequested request() {
        if (request == null) {
            throw new IllegalStateException("A generation begins with GenerationRequested");
        }
        return request;
    }

    private boolean isNew(Envelope envelope) {
        if (envelope.revision() <= revision) {
            return false;
        }
        revision = envelope.revision();
        return true;
    }

    /** Each is in it once: what is named again has failed before. */
    private List<Assignment> chain() {
        return request().chain().isEmpty()
                ? List.of(assignments.of(request().kind()))
                : request().chain().stream().distinct().toList();
    }

    /** Who comes after this one in the chain; the first when it is not in there, since it is not offered any more. */
    private @Nullable Assignment further(Assignment failed) {
        List<Assignment> chain = chain();
        int next = chain.indexOf(failed) + 1;
        return next < chain.size() ? chain.get(next) : null;
    }

    private Command attempt(int variant, int number, Assignment to) {
        return new StartAttempt(request().generationId(), variant, number, to.provider(), to.model());
    }

    private void deliver(
            int variant,
            @Nullable ImageResult image,
            @Nullable String altText,
            @Nullable String text,
            boolean offline,
            Envelope envelope) {
        String artist = request().artistId();
        String generation = request().generationId();
        if (artist != null && image != null) {
            Command add = new AddImage(artist, generation, variant, image, Objects.requireNonNull(altText));
            effects.send(command(envelope, 0, add));
        } else if (artist != null && text != null && request().kind() == GenerationKind.BIO) {
            Persona persona = request().persona();
            String before = persona == null ? null : persona.bio();
            effects.send(command(envelope, 0, new DeliverBio(artist, generation, offline, before, text)));
        }
    }

    private RetryPolicy policy() {
        return policies.named(request().policy());
    }

    private String deadlineTimer() {
        return request().generationId() + "/deadline";
    }

    /** Named after the attempt: the one before may not have been cleared away when the next is set. */
    private String retryTimer(int variant, int attempt) {
        return request().generationId() + "/variant-" + variant + "/attempt-" + attempt;
    }

    private static Outgoing command(Envelope envelope, int ordinal, Command command) {
        return new Outgoing(command, Outgoing.cause(envelope, ACTOR, ordinal));
    }
}
