package studio.greenroom.kernel.trace;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Where work is told of when it is done. Nothing is kept open and nothing is handed on beside what commands and events
 * carry anyway: which trace work belongs to, its own place in it and the place above follow from their ids.
 */
public interface Tracing {

    Tracing OFF = new Tracing() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void done(String correlationId, Instant began, Supplier<Work> work) {
            // Nobody wants to know.
        }
    };

    /** The time at which work begins, for {@link #done}; says nothing while tracing is off. */
    Instant now();

    /** Work for that ask has just ended. Never fails, never waits, and asks what it was only where it is recorded. */
    void done(String correlationId, Instant began, Supplier<Work> work);
}
