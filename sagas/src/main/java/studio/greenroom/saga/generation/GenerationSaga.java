package studio.greenroom.saga.generation;

import java.time.Instant;
import java.util.Objects;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.provider.Assignment;
import studio.greenroom.saga.provider.Assignments;

/**
 * Leads a generation from its request to its end: opens attempts one after another, and brings a success to its
 * artist. It has at most one command under way, besides the deadline's.
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

    private int attempt;

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
            effects.send(command(envelope, 0, nextAttempt()));
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(AttemptStarted event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            // After a replay the timer that led here is set again, though it fired long ago.
            effects.cancel(retryTimer());
            attempt = event.attempt();
            effects.call(new AttemptOrder(
                    request(),
                    attempt,
                    event.provider(),
                    event.model(),
                    policy().callTimeout(),
                    Outgoing.cause(envelope, WORKER, 0)));
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(AttemptFailed event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (!isNew(envelope)) {
            return;
        }
        if (policy().allowsAfter(event.attempt(), event.code(), event.retryAfterMillis())) {
            Instant time = envelope.occurredAt()
                    .plus(policy().waitAfter(event.attempt(), event.retryAfterMillis(), envelope.eventId()));
            effects.sendAt(time, retryTimer(), command(envelope, 0, nextAttempt()));
        } else {
            effects.send(command(envelope, 0, new FailGeneration(event.generationId(), event.code())));
        }
    }

    @SagaEventHandler(associationProperty = GENERATION)
    void on(GenerationSucceeded event, @MetaDataValue(ENVELOPE) Envelope envelope) {
        if (isNew(envelope)) {
            effects.send(command(envelope, 0, delivery(event)));
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
        effects.cancel(retryTimer());
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

    private Command nextAttempt() {
        Assignment to = assignments.of(request().kind());
        return new StartAttempt(request().generationId(), attempt + 1, to.provider(), to.model());
    }

    private Command delivery(GenerationSucceeded event) {
        return event.image() != null
                ? new AddImage(
                        request().artistId(),
                        event.generationId(),
                        event.image(),
                        Objects.requireNonNull(event.altText()))
                : new DeliverBio(
                        request().artistId(),
                        event.generationId(),
                        event.offline(),
                        request().persona().bio(),
                        Objects.requireNonNull(event.text()));
    }

    private RetryPolicy policy() {
        return policies.named(request().policy());
    }

    private String deadlineTimer() {
        return request().generationId() + "/deadline";
    }

    /** Named after the attempt: the one before may not have been cleared away when the next is set. */
    private String retryTimer() {
        return request().generationId() + "/attempt-" + (attempt + 1);
    }

    private static Outgoing command(Envelope envelope, int ordinal, Command command) {
        return new Outgoing(command, Outgoing.cause(envelope, ACTOR, ordinal));
    }
}
