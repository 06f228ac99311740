package studio.greenroom.saga.generation;

import java.time.Instant;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.outbox.Outgoing;

/** All that a saga's handlers can do besides changing its state. It takes effect when the consumer commits. */
public interface Effects {

    void send(Outgoing command);

    /**
     * Sends the command at that time; at once when it is past.
     *
     * @param timer its name; a second one of the same name changes nothing
     */
    void sendAt(Instant time, String timer, Outgoing command);

    /** Takes back a timer that has not fired; unknown ones are passed over. */
    void cancel(String timer);

    /** Has a provider called, once ever for this generation and attempt. */
    void call(AttemptOrder order);

    /** Nobody waits for this generation's attempts any more: those not yet called never will be. */
    void abandon(String generationId);
}
