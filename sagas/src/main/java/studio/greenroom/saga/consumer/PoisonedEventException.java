package studio.greenroom.saga.consumer;

import studio.greenroom.kernel.event.Envelope;

/** An event that its handler, or the schema, will not take however often it comes. */
public final class PoisonedEventException extends RuntimeException {

    public PoisonedEventException(Envelope event, Throwable cause) {
        super(event.type() + " at position " + event.position() + ": " + cause, cause);
    }
}
